package discordtest

import (
	"strconv"
	"time"
)

// epoch is the first millisecond of Discord's snowflakes, 2015.
const epoch = 1420070400000

// clock tells Discord's time and gives ids, which carry it.
type clock struct {
	now    func() time.Time
	offset time.Duration
	last   int64 // the last id given
}

func (c *clock) time() time.Time { return c.now().Add(c.offset).UTC() }

// id gives a snowflake above every other.
func (c *clock) id() string {
	id := (c.time().UnixMilli() - epoch) << 22
	c.last = max(id, c.last+1)
	return strconv.FormatInt(c.last, 10)
}

// Now is Discord's time.
func (d *Discord) Now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.clock.time()
}

// Advance moves Discord's time on.
func (d *Discord) Advance(by time.Duration) {
	d.change(func() { d.clock.offset += by })
}

// timestamp is how Discord writes times.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

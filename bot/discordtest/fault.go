package discordtest

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// Fault is what goes wrong with a request. The zero Fault changes nothing.
type Fault struct {
	// Hold keeps the request waiting until the channel is closed, or the
	// client gives up; then it is not played.
	Hold <-chan struct{}
	// Cut breaks the connection before anything was done, LoseReply after it
	// was.
	Cut, LoseReply bool
	// Status is answered instead of playing the request, with Header and Body.
	Status int
	Header http.Header
	Body   string
}

// Faults sets what decides about every request; it gives nil for those that
// shall go well. It is called without a lock and from many goroutines. The
// gateway's WebSocket asks with the route "gateway socket", the CDN with "GET
// attachment".
func (d *Discord) Faults(decide func(Request) *Fault) {
	d.change(func() { d.faults = decide })
}

func (d *Discord) fault(r Request) *Fault {
	d.mu.Lock()
	decide := d.faults
	d.mu.Unlock()
	if decide == nil {
		return nil
	}
	return decide(r)
}

// fail answers as a fault says.
func (d *Discord) fail(w http.ResponseWriter, fault *Fault) {
	if fault.Cut || fault.LoseReply || fault.Status == 0 {
		panic(http.ErrAbortHandler)
	}
	for key, values := range fault.Header {
		w.Header()[key] = values
	}
	w.WriteHeader(fault.Status)
	_, _ = w.Write([]byte(fault.Body)) // whoever has gone need not be told
}

// Broken is an answer with a status of 500 or above, as Discord's edge gives it.
func Broken(status int) *Fault {
	return &Fault{
		Status: status, Header: http.Header{"Content-Type": {"text/plain"}},
		Body: fmt.Sprintf("%d: %s", status, http.StatusText(status)),
	}
}

// Refused is one of Discord's JSON errors.
func Refused(status, code int, message string) *Fault {
	e := apiError{Code: code, Message: message}
	return &Fault{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: string(encode(e))}
}

// TooMany is a 429 for a route, which ends after a while.
func TooMany(after time.Duration) *Fault { return tooMany(after, false) }

// TooManyAnywhere is a 429 that counts for all routes.
func TooManyAnywhere(after time.Duration) *Fault { return tooMany(after, true) }

func tooMany(after time.Duration, global bool) *Fault {
	l := limited{hit: true, global: global, after: after, bucket: digest("scripted")}
	header := http.Header{"Content-Type": {"application/json"}}
	l.write(header)
	return &Fault{Status: http.StatusTooManyRequests, Header: header, Body: string(encode(l.body()))}
}

// Cloudflare is a 429 of the house before Discord's: HTML, with Retry-After in
// whole seconds.
func Cloudflare(after time.Duration) *Fault {
	return &Fault{
		Status: http.StatusTooManyRequests,
		Header: http.Header{
			"Content-Type": {"text/html; charset=UTF-8"}, "Server": {"cloudflare"},
			"Retry-After": {strconv.Itoa(int(math.Ceil(after.Seconds())))},
		},
		Body: "<!DOCTYPE html>\n<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>" +
			"<body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>",
	}
}

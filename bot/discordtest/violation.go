package discordtest

import (
	"fmt"
	"strings"
)

// The codes of Discord's JSON errors that a test is likely to name.
const (
	UnknownChannel      = 10003
	UnknownGuild        = 10004
	UnknownMember       = 10007
	UnknownMessage      = 10008
	UnknownUser         = 10013
	UnknownWebhook      = 10015
	UnknownInteraction  = 10062
	UnknownCommand      = 10063
	UnknownPermissions  = 10066
	NotYourApplication  = 20012
	RequestTooLarge     = 40005
	AlreadyAcknowledged = 40060
	MissingAccess       = 50001
	NotTheAuthor        = 50005
	EmptyMessage        = 50006
	CannotDM            = 50007
	MissingPermissions  = 50013
	InvalidToken        = 50027 // of an interaction, after 15 minutes
	InvalidForm         = 50035
	InvalidJSON         = 50109
	NoHistory           = 160002

	// CloseCode stands before the codes with which the gateway closes:
	// Allow(CloseCode + 4004) expects a wrong token.
	CloseCode = 1000000
)

// Violation is something that the bot did and Discord would not have taken, or
// that its documentation forbids.
type Violation struct {
	Code int    // Discord's JSON error code, or HTTP's status where there is none
	At   string // method and path, or what the gateway heard
	What string
}

func (v Violation) String() string { return fmt.Sprintf("%s: %s (%d)", v.At, v.What, v.Code) }

// Violations are all so far, also those that Allow expects.
func (d *Discord) Violations() []Violation {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Violation(nil), d.violations...)
}

// Allow says that refusals with these codes are part of the test's story.
func (d *Discord) Allow(codes ...int) {
	d.change(func() {
		for _, c := range codes {
			d.allowed[c] = true
		}
	})
}

// violate notes a violation. The lock is held.
func (d *Discord) violate(code int, at, format string, args ...any) {
	d.violations = append(d.violations, Violation{Code: code, At: at, What: fmt.Sprintf(format, args...)})
	d.wake()
}

func (d *Discord) unexpected() []Violation {
	d.mu.Lock()
	defer d.mu.Unlock()
	var left []Violation
	for _, v := range d.violations {
		if !d.allowed[v.Code] {
			left = append(left, v)
		}
	}
	return left
}

// refusal is what Discord's own client would not let a person do.
type refusal struct {
	act   string
	err   error
	asked bool
}

func (r *refusal) String() string { return r.act + ": " + r.err.Error() }

// refuse notes that a person's act came to nothing. The lock is held.
func (d *Discord) refuse(act, format string, args ...any) *refusal {
	r := &refusal{act: act, err: fmt.Errorf(format, args...)}
	d.refusals = append(d.refusals, r)
	return r
}

func (d *Discord) unasked() []*refusal {
	d.mu.Lock()
	defer d.mu.Unlock()
	var left []*refusal
	for _, r := range d.refusals {
		if !r.asked {
			left = append(left, r)
		}
	}
	return left
}

// story lists the latest requests and all violations.
func (d *Discord) story() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "%d live sessions, %d requests", len(d.gateway.live()), len(d.requests))
	for _, r := range d.requests[max(0, len(d.requests)-12):] {
		fmt.Fprintf(&b, "\n  %s %s -> %d", r.Method, r.Path, r.Status)
	}
	for _, v := range d.violations {
		fmt.Fprintf(&b, "\n  violation: %s", v)
	}
	return b.String()
}

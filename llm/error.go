package llm

import (
	"errors"
	"fmt"
)

// Kind says what a failure means for the calls that follow.
type Kind string

// The kinds. After one of the first four no call can succeed until a person
// or a new day changes something; the others pass.
const (
	Quota       Kind = "quota"       // the account has no credit left
	Denied      Kind = "denied"      // the key is wrong or may not use the model
	NoModel     Kind = "no_model"    // the server does not know the model
	Budget      Kind = "budget"      // today's budget is spent
	Busy        Kind = "busy"        // too many requests, after all retries
	Unavailable Kind = "unavailable" // no connection, a 5xx, a time-out, an open circuit
	Refused     Kind = "refused"     // the server does not take this request: too long, a filter
	Unreadable  Kind = "unreadable"  // a reply that is no reply
)

// Error is why there is no reply. Message is one sentence that is safe to show
// and says what to do; it holds neither key nor prompt.
type Error struct {
	Kind    Kind
	Message string
	Err     error // the cause; may be nil
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s: %s", e.Kind, e.Message)
	}
	return fmt.Sprintf("%s: %s: %v", e.Kind, e.Message, e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf gives the kind of an error, "" when it is none of a model's.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// Lasting says whether calls will go on failing until somebody acts.
func (k Kind) Lasting() bool {
	return k == Quota || k == Denied || k == NoModel || k == Budget
}

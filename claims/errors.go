package claims

import (
	"errors"
	"fmt"
)

// Error codes. A code says what kind of thing went wrong, so that the edge
// (terminal, Discord, web) can choose an exit code, a status or a button.
const (
	EInternal    = "internal"    // a fault of ours: shown as an id that is in the log
	EInvalid     = "invalid"     // the input breaks a rule that the message names
	ENotFound    = "not_found"   // no such article, claim, workspace, file or page
	EConflict    = "conflict"    // it clashes with what is stored, or with another program
	EForbidden   = "forbidden"   // refused for safety or for want of permission
	EUnreadable  = "unreadable"  // the input was had, but no article text can be read from it
	EUnsupported = "unsupported" // a form or a language that the program does not know
	EUnavailable = "unavailable" // something outside (a site, a model, a disk) did not do its part
)

// Error is an error that a person may be shown. Message is one clear sentence
// that says what happened and what to do; it never holds a secret, a prompt or
// the text of an inner error. Err, if any, is for the log.
type Error struct {
	Code    string
	Message string
	Err     error
}

// Error gives the whole story for the log.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Unwrap gives the inner error.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error with no inner error.
func Errorf(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WrapErrorf makes an Error whose cause is err.
func WrapErrorf(code string, err error, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Err: err}
}

// ErrorCode gives the code of the outermost Error in err's chain, "" for nil,
// and EInternal for any other error.
func ErrorCode(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return EInternal
}

// ErrorMessage gives the sentence of err that is safe to show, or "" when it
// has none and must be shown as an internal error with an id.
func ErrorMessage(err error) string {
	if e, ok := errors.AsType[*Error](err); ok && e.Code != EInternal {
		return e.Message
	}
	return ""
}

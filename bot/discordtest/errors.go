package discordtest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// apiError is Discord's JSON error.
type apiError struct {
	Status  int    `json:"-"`
	Code    int    `json:"code"`
	Message string `json:"message"`
	Errors  any    `json:"errors,omitempty"`

	why string // for the test's eyes
}

func (e *apiError) code() int { return cmp.Or(e.Code, e.Status) }

func (e *apiError) detail() string {
	detail := e.Message
	if e.why != "" {
		detail += ": " + e.why
	}
	if e.Errors != nil {
		raw, _ := json.Marshal(e.Errors) // made of strings
		detail += " " + string(raw)
	}
	return detail
}

// because gives the error with a reason that Discord would not tell.
func (e *apiError) because(format string, args ...any) *apiError {
	because := *e
	because.why = fmt.Sprintf(format, args...)
	return &because
}

func notFound(code int, what string) *apiError {
	return &apiError{Status: http.StatusNotFound, Code: code, Message: "Unknown " + what}
}

func forbidden(code int, message string) *apiError {
	return &apiError{Status: http.StatusForbidden, Code: code, Message: message}
}

func missing(perm string) *apiError {
	return forbidden(MissingPermissions, "Missing Permissions").because("%s", perm)
}

func badRequest(code int, message string) *apiError {
	return &apiError{Status: http.StatusBadRequest, Code: code, Message: message}
}

// invalid is a form with one fault.
func invalid(path, code, message string) *apiError {
	var f form
	f.add(path, code, "%s", message)
	return f.err()
}

// form gathers what is wrong with a body.
type form struct {
	tree object
}

// add notes a fault at a path of keys and indexes with dots between, as
// "embeds.0.title".
func (f *form) add(path, code, format string, args ...any) {
	if f.tree == nil {
		f.tree = object{}
	}
	at := f.tree
	for key := range strings.SplitSeq(path, ".") {
		next, ok := at[key].(object)
		if !ok {
			next = object{}
			at[key] = next
		}
		at = next
	}
	faults, _ := at["_errors"].([]object)
	at["_errors"] = append(faults, object{"code": code, "message": fmt.Sprintf(format, args...)})
}

// err is nil for a form without faults.
func (f *form) err() *apiError {
	if f.tree == nil {
		return nil
	}
	e := badRequest(InvalidForm, "Invalid Form Body")
	e.Errors = f.tree
	return e
}

package openai

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// serverError is what servers say of a failure, in whatever shape.
type serverError struct {
	message, kind, code, param string
	status                     int // said in the body; 0: not
}

// readError reads an error's body: OpenAI's {"error":{…}}, the same as a bare
// object or in a list, a bare text, FastAPI's "detail", or no JSON at all.
func readError(body []byte, key string) serverError {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) > 0 {
		body = list[0]
	}
	var outer struct {
		Error  json.RawMessage `json:"error"`
		Detail json.RawMessage `json:"detail"`
	}
	e := serverError{}
	switch err := json.Unmarshal(body, &outer); {
	case err != nil:
		e.message = string(body)
	case len(outer.Error) > 0:
		e = readInner(outer.Error)
	case len(outer.Detail) > 0:
		e = readDetail(outer.Detail)
	default:
		e = readInner(body)
	}
	for _, field := range []*string{&e.message, &e.kind, &e.code, &e.param} {
		*field = oneLine(*field, key)
	}
	return e
}

// readInner reads the object, or the text, that says what is wrong.
func readInner(raw json.RawMessage) serverError {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return serverError{message: text}
	}
	var fields map[string]any
	if json.Unmarshal(raw, &fields) != nil {
		return serverError{message: string(raw)}
	}
	e := serverError{message: word(fields["message"]), kind: word(fields["type"]), code: word(fields["code"]), param: word(fields["param"])}
	if status, ok := fields["code"].(float64); ok && status >= 400 && status < 600 {
		e.status = int(status)
	}
	return e
}

// readDetail reads FastAPI's list of faults in a request.
func readDetail(raw json.RawMessage) serverError {
	var faults []struct {
		Location []any  `json:"loc"`
		Message  string `json:"msg"`
	}
	if json.Unmarshal(raw, &faults) != nil {
		return readInner(raw)
	}
	e := serverError{}
	for _, fault := range faults {
		e.message += fault.Message + " "
		for _, part := range fault.Location {
			e.param += word(part) + "."
		}
	}
	return e
}

func word(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64, bool:
		return fmt.Sprint(v)
	}
	text, _ := json.Marshal(v) //nolint:errchkjson // it came out of JSON
	return string(text)
}

// oneLine bounds a text for the log, and takes the key out of it.
func oneLine(s, key string) string {
	const most = 300
	if key != "" {
		s = strings.ReplaceAll(s, key, "***")
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "�")), " ")
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return s
}

// cause is the error for the log.
func (e serverError) cause(status int) error {
	said := []string{fmt.Sprintf("status %d", status)}
	for _, s := range []string{e.kind, e.code, e.param, e.message} {
		if s != "" {
			said = append(said, s)
		}
	}
	return errors.New(strings.Join(said, ": "))
}

func (e serverError) says(phrases ...string) bool {
	text := strings.ToLower(e.message)
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(text, p) })
}

func (e serverError) is(codes ...string) bool {
	return slices.Contains(codes, e.code) || slices.Contains(codes, e.kind)
}

// isQuota says whether money is wanting. OpenAI says so with a 429, which
// waiting does not mend.
func (e serverError) isQuota(status int) bool {
	return status == 402 ||
		e.is("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "insufficient_balance", "insufficient_credits") ||
		e.says("insufficient_quota", "insufficient balance", "insufficient credits", "credit balance is too low")
}

func (e serverError) isNoModel(status int) bool {
	if e.is("model_not_found", "model_not_available") {
		return true
	}
	return status < 500 && status != 429 && e.says("model") &&
		(status == 404 || e.says("not found", "does not exist", "no such model", "unknown model", "not a valid model", "invalid model"))
}

func (e serverError) isTooLong(status int) bool {
	return status == 413 || e.is("context_length_exceeded", "exceed_context_size_error", "string_above_max_length") ||
		status < 500 && e.says("maximum context length", "context length", "context size", "context window", "prompt is too long", "request too large")
}

func (e serverError) isFiltered() bool {
	return e.is("content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation", "invalid_prompt")
}

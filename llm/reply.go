package llm

import (
	"encoding/json"
	"strings"
)

// ReadObject gives the JSON object that a reply was to be, as valid JSON that
// has the member key. Servers that hold a model to no schema let it write
// around the object what it likes: prose, code fences, thoughts. It may also
// leave a comma behind the last item, write Python's None, give the bare list
// or its items one after another, or be cut off; of what was cut only whole
// items are kept. A reply in which nothing of it can be found is an
// [Unreadable] error.
func ReadObject(reply, key string) (json.RawMessage, error) {
	whole := strings.TrimSpace(reply)
	var strict map[string]json.RawMessage
	if json.Unmarshal([]byte(whole), &strict) == nil && strict[key] != nil {
		return json.RawMessage(whole), nil
	}
	object := choose(looseValues(whole), key)
	if object == nil {
		return nil, &Error{Kind: Unreadable, Message: "The model's reply could not be read; try again, or use a model that can write JSON."}
	}
	body, err := json.Marshal(object)
	if err != nil {
		return nil, &Error{Kind: Unreadable, Message: "The model's reply could not be read; try again, or use a model that can write JSON.", Err: err}
	}
	return body, nil
}

// choose finds among the values of a reply the last object with the member
// key; else it makes one of the last list of objects, or of loose objects.
func choose(values []any, key string) map[string]any {
	var list, loose []any
	for i := len(values) - 1; i >= 0; i-- {
		switch v := values[i].(type) {
		case map[string]any:
			if _, ok := v[key]; ok {
				return v
			}
			if len(v) > 0 {
				loose = append([]any{v}, loose...)
			}
		case []any:
			if list == nil && (len(v) == 0 || isObject(v[0])) {
				list = v
			}
		}
	}
	switch {
	case list != nil:
		return map[string]any{key: list}
	case loose != nil:
		return map[string]any{key: loose}
	}
	return nil
}

func isObject(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

// maxLoose bounds how many values of one reply are looked at.
const maxLoose = 1000

// looseValues gives the objects and lists that stand in a text.
func looseValues(s string) []any {
	r := &looseReader{s: s}
	var out []any
	for r.seek() && len(out) < maxLoose {
		if v, _ := r.value(0); v != nil {
			out = append(out, v)
		}
	}
	return out
}

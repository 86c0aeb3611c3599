package llm_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/llm"
)

func TestReadObject(t *testing.T) {
	tests := []struct{ name, reply, want string }{
		{"Strict", `{"items":[{"a":"x"}]}`, `{"items":[{"a":"x"}]}`},
		{"Fence", "```json\n{\"items\":[{\"a\":\"x\"}]}\n```", `{"items":[{"a":"x"}]}`},
		{"Prose", `Sure! Here {they} are [as asked]: {"items":[{"a":"x"}]} I hope {that} helps.`, `{"items":[{"a":"x"}]}`},
		{"Thoughts", `<think>I could write {"items":[]} but no</think>{"items":[{"a":"x"}]}`, `{"items":[{"a":"x"}]}`},
		{"TrailingCommas", `{"items":[{"a":"x",},],}`, `{"items":[{"a":"x"}]}`},
		{"BareList", `[{"a":"x"},{"a":"y"}]`, `{"items":[{"a":"x"},{"a":"y"}]}`},
		{"EmptyList", `[]`, `{"items":[]}`},
		{"SingleObject", `{"a":"x"}`, `{"items":[{"a":"x"}]}`},
		{"Lines", "{\"a\":\"x\"}\n{\"a\":\"y\"}", `{"items":[{"a":"x"},{"a":"y"}]}`},
		{"Python", `{'items': [{'a': None, 'b': True, 'c': 'it's'}]}`, `{"items":[{"a":null,"b":true,"c":"it's"}]}`},
		{"BareKeys", `{items: [{a: x, n: 5}]}`, `{"items":[{"a":"x","n":5}]}`},
		{"Comments", "{\"items\":[ // the first\n{\"a\":\"x\"} /* the last */]}", `{"items":[{"a":"x"}]}`},
		{"RawLineBreak", "{\"items\":[{\"a\":\"x\ny\"}]}", `{"items":[{"a":"x\ny"}]}`},
		{"InnerMarks", `{"items":[{"a":"he said "no", then left","b":"y"}]}`, `{"items":[{"a":"he said \"no\", then left","b":"y"}]}`},
		{"Escapes", `{"items":[{"a":"\u00e9\ud83d\ude00\'\n",}]}`, `{"items":[{"a":"é😀'\n"}]}`},
		{"CutInString", `{"items":[{"a":"x"},{"a":"yyy`, `{"items":[{"a":"x"}]}`},
		{"CutInNumber", `{"items":[{"n":1},{"n":12`, `{"items":[{"n":1}]}`},
		{"CutBetween", `{"items":[{"a":"x"},`, `{"items":[{"a":"x"}]}`},
		{"CutInner", `{"items":[{"a":["x","y"]},{"a":["x","y`, `{"items":[{"a":["x","y"]}]}`},
		{"CutList", `[{"a":"x"},{"a":"y`, `{"items":[{"a":"x"}]}`},
		{"CutFence", "```json\n{\"items\":[{\"a\":\"x\"},\n```", `{"items":[{"a":"x"}]}`},
		{"Null", `{"items":null}`, `{"items":null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := llm.ReadObject(tt.reply, "items")
			if err != nil || string(got) != tt.want {
				t.Errorf("got %s, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestReadObjectUnreadable(t *testing.T) {
	for _, reply := range []string{"", "I cannot help with that.", "{}", "{{{{", `"items"`, "null", "[1,2,3]", `{"a`} {
		if got, err := llm.ReadObject(reply, "items"); llm.KindOf(err) != llm.Unreadable {
			t.Errorf("%q: %s, %v", reply, got, err)
		}
	}
}

// Whatever repeats in a long reply, reading ends: what took the square of its
// length would not end here.
func TestReadObjectEnds(t *testing.T) {
	for _, part := range []string{"{", "[", `{"a":`, `{"a":"`, `[{"a":[`, `"`, "\\", `{"a":"x" `, "{a:", "\" \t", "/*", "}"} {
		if got, err := llm.ReadObject(strings.Repeat(part, 1_000_000), "items"); err == nil && !json.Valid(got) {
			t.Errorf("%q repeated gives %.80s", part, got)
		}
	}
}

func FuzzReadObject(f *testing.F) {
	for _, seed := range []string{
		`{"items":[{"a":"x"}]}`, "```json\n[{'a':None,}]\n```", `{"items":[{"a":"\u00e9"},{"a":"y`, `{items:[{a:5},//x`, `{"items":[{"a":"he said "no"."}]}`, "\xff{\"\xff\":\"\xff\"}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		got, err := llm.ReadObject(reply, "items")
		if err != nil {
			if llm.KindOf(err) != llm.Unreadable {
				t.Fatalf("%v is no error of a model", err)
			}
			return
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(got, &object); err != nil || object["items"] == nil {
			t.Fatalf("%q gives %s: %v", reply, got, err)
		}
		if again, err := llm.ReadObject(string(got), "items"); err != nil || string(again) != strings.TrimSpace(string(got)) {
			t.Fatalf("%s is read again as %s, %v", got, again, err)
		}
	})
}

package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
)

// OverwriteCommands makes an application's global commands be these, a JSON
// array, and touches nothing when they already are: each change counts against
// 200 a day, and makes clients fetch them anew.
func (c *Client) OverwriteCommands(ctx context.Context, app string, commands any) error {
	b, err := plain(commands)
	if err != nil {
		return err
	}
	var want []map[string]any
	if err := json.Unmarshal(b.data, &want); err != nil {
		return fmt.Errorf("commands must be a JSON array of objects: %w", err)
	}
	path := join("applications", app, "commands")
	var have []map[string]any
	if err := c.get(ctx, path+"?with_localizations=true", "/applications/{id}/commands", &have); err != nil {
		return err
	}
	if sameCommands(want, have) {
		return nil
	}
	_, err = c.do(ctx, request{
		method: http.MethodPut, path: path, route: "PUT /applications/{id}/commands", bucket: "PUT " + path,
		body: b, repeatable: true,
	})
	if err == nil {
		c.log.Info("commands registered", "commands", len(want))
	}
	return err
}

// sameCommands compares the commands whatever their order is.
func sameCommands(want, have []map[string]any) bool {
	if len(want) != len(have) {
		return false
	}
	byName := map[string]map[string]any{}
	for _, command := range have {
		byName[commandKey(command)] = command
	}
	for _, command := range want {
		other, ok := byName[commandKey(command)]
		if !ok || !sameObject(command, other) {
			return false
		}
	}
	return true
}

// commandKey is what Discord holds commands apart by.
func commandKey(command map[string]any) string {
	kind := command["type"]
	if kind == nil {
		kind = 1.0
	}
	return fmt.Sprint(kind, " ", command["name"])
}

// sameObject compares what we send with what Discord stores. Discord adds ids
// and writes defaults out; anything else it has and we do not is a difference.
func sameObject(want, have map[string]any) bool {
	for key, w := range want {
		if !sameValue(w, have[key]) && !isDefault(key, w, have[key]) {
			return false
		}
	}
	for key, h := range have {
		if _, ours := want[key]; !ours && !isDefault(key, nil, h) {
			return false
		}
	}
	return true
}

func sameValue(want, have any) bool {
	switch w := want.(type) {
	case map[string]any:
		h, ok := have.(map[string]any)
		return ok && sameObject(w, h)
	case []any:
		h, ok := have.([]any)
		if !ok || len(w) != len(h) {
			return false
		}
		for i := range w {
			if !sameValue(w[i], h[i]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(want, have)
}

// isDefault says whether want and have, which differ, mean the same: both are
// empty in their ways, or we leave to Discord what it sets.
func isDefault(key string, want, have any) bool {
	if empty(want) && empty(have) {
		return true
	}
	if want != nil {
		return key == "type" && want == 1.0 && have == nil
	}
	switch key {
	case "id", "application_id", "version", "guild_id", "dm_permission", "default_permission", "contexts", "integration_types", "handler", "type":
		return true // commandKey has compared the type
	}
	return false
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

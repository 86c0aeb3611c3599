package llmtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// CheckSchema says what keeps a schema from OpenAI's strict mode: the root is
// an object, every object closes itself and requires all its properties,
// nothing nests deeper than ten, and words that the mode does not know are not
// used (https://developers.openai.com/api/docs/guides/structured-outputs).
func CheckSchema(name string, schema json.RawMessage) error {
	if !regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`).MatchString(name) {
		return fmt.Errorf("the schema's name %q is no name", name)
	}
	var root map[string]any
	if err := json.Unmarshal(schema, &root); err != nil {
		return fmt.Errorf("the schema is no object: %w", err)
	}
	if root["type"] != "object" || root["anyOf"] != nil {
		return errors.New("the schema's root is not of type object")
	}
	return check(root, "schema", 0)
}

func check(node map[string]any, path string, depth int) error {
	if depth > 10 {
		return fmt.Errorf("%s is nested deeper than 10", path)
	}
	for _, word := range []string{"allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties"} {
		if node[word] != nil {
			return fmt.Errorf("%s uses %s", path, word)
		}
	}
	if node["type"] == nil && node["anyOf"] == nil && node["$ref"] == nil && node["enum"] == nil && node["const"] == nil {
		return fmt.Errorf("%s has no type", path)
	}
	if isObject(node["type"]) {
		if err := checkObject(node, path); err != nil {
			return err
		}
	}
	return checkInner(node, path, depth)
}

func isObject(kind any) bool {
	list, _ := kind.([]any)
	return kind == "object" || slices.Contains(list, any("object"))
}

func checkObject(node map[string]any, path string) error {
	properties, ok := node["properties"].(map[string]any)
	required, _ := node["required"].([]any)
	switch {
	case !ok:
		return fmt.Errorf("%s has no properties", path)
	case node["additionalProperties"] != false:
		return fmt.Errorf("%s does not say additionalProperties: false", path)
	case len(required) != len(properties):
		return fmt.Errorf("%s requires %d of its %d properties", path, len(required), len(properties))
	}
	for name := range properties {
		if !slices.Contains(required, any(name)) {
			return fmt.Errorf("%s does not require %s", path, name)
		}
	}
	return nil
}

func checkInner(node map[string]any, path string, depth int) error {
	inner := map[string]any{}
	for _, word := range []string{"properties", "$defs", "definitions"} {
		children, _ := node[word].(map[string]any)
		for name, child := range children {
			inner[word+"."+name] = child
		}
	}
	alternatives, _ := node["anyOf"].([]any)
	for i, child := range alternatives {
		inner[fmt.Sprintf("anyOf.%d", i)] = child
	}
	if items, given := node["items"]; given {
		inner["items"] = items
	} else if node["type"] == "array" {
		return fmt.Errorf("%s has no items", path)
	}
	for name, child := range inner {
		schema, ok := child.(map[string]any)
		if !ok {
			return fmt.Errorf("%s.%s is no schema", path, name)
		}
		if err := check(schema, path+"."+name, depth+1); err != nil {
			return err
		}
	}
	return nil
}

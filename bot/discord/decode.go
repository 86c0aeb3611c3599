package discord

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// decodeLoose decodes a message or an interaction. What discordgo cannot
// decode for a component that it does not know, which loses it the whole
// event, is tried again without the components.
func decodeLoose(data []byte, v any) error {
	strict := json.Unmarshal(data, v)
	if strict == nil {
		return nil
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return err
	}
	known, err := json.Marshal(dropComponents(tree))
	if err != nil {
		return err
	}
	if json.Unmarshal(known, v) != nil {
		return strict
	}
	return nil
}

// dropComponents keeps of a tree's components those that discordgo can decode.
func dropComponents(tree any) any {
	switch t := tree.(type) {
	case []any:
		for i := range t {
			t[i] = dropComponents(t[i])
		}
	case map[string]any:
		for key, v := range t {
			if list, ok := v.([]any); ok && key == "components" {
				t[key] = knownComponents(list)
			} else {
				t[key] = dropComponents(v)
			}
		}
	}
	return tree
}

// knownComponents keeps the components that discordgo can decode, from the
// inside out. A label, which it does not know, becomes the row it stands for.
func knownComponents(list []any) []any {
	kept := []any{}
	for _, v := range list {
		c, ok := v.(map[string]any)
		if !ok {
			continue
		}
		if inside, ok := c["component"].(map[string]any); ok && c["type"] == 18.0 {
			c = map[string]any{"type": 1.0, "components": []any{inside}}
		}
		if inside, ok := c["components"].([]any); ok {
			c["components"] = knownComponents(inside)
		}
		if encoded, err := json.Marshal(c); err == nil {
			if _, err := discordgo.MessageComponentFromJSON(encoded); err == nil {
				kept = append(kept, c)
			}
		}
	}
	return kept
}

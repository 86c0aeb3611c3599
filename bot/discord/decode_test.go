package discord

import (
	"encoding/json"
	"testing"

	"github.com/bwmarrin/discordgo"
)

const person = `"user":{"id":"3","username":"ann"}`

func TestDecodeKeepsWhatItKnows(t *testing.T) {
	message := `{"id":"1","channel_id":"2","content":"text","author":{"id":"3"},
		"components":[{"type":99},{"type":1,"components":[{"type":2,"custom_id":"a"},{"type":98}]},{"type":17,"components":[{"type":97}]}],
		"referenced_message":{"id":"4","content":"before","components":[{"type":99,"components":[]}]}}`
	m := &discordgo.Message{}
	if err := decodeLoose([]byte(message), m); err != nil {
		t.Fatal(err)
	}
	if m.Content != "text" || m.Author == nil || m.ReferencedMessage == nil || m.ReferencedMessage.Content != "before" {
		t.Errorf("lost %+v", m)
	}
	if len(m.Components) != 2 {
		t.Fatalf("components %v", m.Components)
	}
	if row, ok := m.Components[0].(*discordgo.ActionsRow); !ok || len(row.Components) != 1 {
		t.Errorf("row %+v", m.Components[0])
	}
}

// TestDecodeResolvedMessage is a right click on a message of another bot.
func TestDecodeResolvedMessage(t *testing.T) {
	i := &discordgo.Interaction{}
	err := decodeLoose([]byte(`{"id":"1","token":"t","type":2,`+person+`,"data":{"id":"9","name":"Load as article","type":3,"target_id":"5",
		"resolved":{"messages":{"5":{"id":"5","content":"an article","components":[{"type":42}]}}}}}`), i)
	if err != nil {
		t.Fatal(err)
	}
	data := i.ApplicationCommandData()
	if data.Resolved == nil || data.Resolved.Messages["5"] == nil || data.Resolved.Messages["5"].Content != "an article" {
		t.Errorf("data %+v", data)
	}
}

// TestDecodeLabels is a modal whose inputs stand in labels.
func TestDecodeLabels(t *testing.T) {
	i := &discordgo.Interaction{}
	err := decodeLoose([]byte(`{"id":"1","token":"t","type":5,`+person+`,"data":{"custom_id":"paste","components":[
		{"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"text","value":"typed"}},{"type":19}]}}`), i)
	if err != nil {
		t.Fatal(err)
	}
	rows := i.ModalSubmitData().Components
	if len(rows) != 1 {
		t.Fatalf("rows %v", rows)
	}
	input, ok := rows[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
	if !ok || input.Value != "typed" {
		t.Errorf("row %+v", rows[0])
	}
}

func TestDecodeLeavesTheRestAlone(t *testing.T) {
	for _, data := range []string{"", "{", `[]`, `"x"`, `{"id":5}`, `{"components":{}}`} {
		if decodeLoose([]byte(data), &discordgo.Message{}) == nil {
			t.Errorf("%q is taken for a message", data)
		}
	}
}

func FuzzDecodeLoose(f *testing.F) {
	f.Add([]byte(`{"id":"1","components":[{"type":18,"component":{"type":4}},{"type":9,"components":[]},null,3]}`))
	f.Add([]byte(`{"components":[{"type":1,"components":[{"type":1,"components":[{"type":55}]}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := &discordgo.Message{}
		loose := decodeLoose(data, m)
		if strict := json.Unmarshal(data, &discordgo.Message{}); strict == nil && loose != nil {
			t.Errorf("what decodes is refused: %v", loose)
		}
		if loose == nil {
			for _, c := range m.Components {
				if c == nil {
					t.Error("a component is nil")
				}
			}
		}
	})
}

package discord

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// File is what a message carries beside its text.
type File struct {
	Name, ContentType string
	Data              []byte
}

// plain makes a body of JSON, or none of nil.
func plain(data any) (body, error) {
	if data == nil {
		return body{}, nil
	}
	encoded, err := json.Marshal(data)
	return body{"application/json", encoded}, err
}

// encode makes a body of JSON and files.
func encode(data any, files []File) (body, error) {
	if len(files) == 0 {
		return plain(data)
	}
	if data == nil {
		data = struct{}{}
	}
	parts := make([]*discordgo.File, len(files))
	for i, f := range files {
		parts[i] = &discordgo.File{Name: oneLine(f.Name), ContentType: oneLine(f.ContentType), Reader: body{"*", f.Data}.reader()}
	}
	contentType, encoded, err := discordgo.MultipartBodyWithJSON(data, parts)
	return body{contentType, encoded}, err
}

// oneLine keeps a name from ending the header that it stands in.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '_'
		}
		return r
	}, s)
}

// message gives the fields of a message. One that does not say whom it may
// mention mentions nobody.
func message(data any) (map[string]json.RawMessage, error) {
	encoded, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(encoded, &fields); err != nil {
		return nil, fmt.Errorf("a message must be a JSON object: %w", err)
	}
	if fields == nil {
		fields = map[string]json.RawMessage{}
	}
	if isNull(fields["allowed_mentions"]) {
		fields["allowed_mentions"] = json.RawMessage(`{"parse":[]}`)
	}
	return fields, nil
}

// onceOnly gives a message a nonce, so that it may be sent again after a fault
// and still stand in the channel once.
func onceOnly(fields map[string]json.RawMessage) error {
	if isNull(fields["nonce"]) {
		nonce, err := json.Marshal(rand.Text()[:25]) // the longest that Discord takes
		if err != nil {
			return err
		}
		fields["nonce"] = nonce
	}
	fields["enforce_nonce"] = json.RawMessage("true")
	return nil
}

func isNull(raw json.RawMessage) bool {
	return len(raw) == 0 || slices.Equal(raw, []byte("null"))
}

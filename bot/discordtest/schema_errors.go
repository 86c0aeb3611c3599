package discordtest

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/pb33f/jsonschema/v6"
	"github.com/pb33f/jsonschema/v6/kind"
	"golang.org/x/text/language"
	words "golang.org/x/text/message"
)

// addSchema notes what the document found, without the alternatives of a union
// whose type the value does not have.
func (f *form) addSchema(err error) {
	var found *jsonschema.ValidationError
	if !errors.As(err, &found) {
		f.add("_misc", "SCHEMA", "%v", err)
		return
	}
	printer := words.NewPrinter(language.English)
	seen := map[string]bool{}
	for _, leaf := range leaves(found) {
		at := leaf.InstanceLocation
		if missing, ok := leaf.ErrorKind.(*kind.Required); ok {
			at = append(slices.Clone(at), missing.Missing[0])
		}
		path := cmp.Or(strings.Join(at, "."), "_misc")
		text := leaf.ErrorKind.LocalizedString(printer)
		if !seen[path+text] {
			seen[path+text] = true
			f.add(path, code(leaf.ErrorKind), "%s", text)
		}
	}
}

// leaves are the faults that have no cause of their own.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all []*jsonschema.ValidationError
	for _, cause := range likely(e) {
		all = append(all, leaves(cause)...)
	}
	return all
}

// likely picks the alternatives that were meant: those whose type fits.
func likely(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	switch e.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
	default:
		return e.Causes
	}
	depth := len(e.InstanceLocation)
	meant := slices.DeleteFunc(slices.Clone(e.Causes), func(cause *jsonschema.ValidationError) bool {
		return slices.ContainsFunc(leaves(cause), func(l *jsonschema.ValidationError) bool {
			_, wrongType := l.ErrorKind.(*kind.Type)
			at := l.InstanceLocation
			return wrongType && len(at) == depth || len(at) == depth+1 && at[depth] == "type"
		})
	})
	if len(meant) == 0 {
		return e.Causes[:1]
	}
	return meant
}

// code is Discord's name for a kind of fault.
func code(k jsonschema.ErrorKind) string {
	switch k.(type) {
	case *kind.MaxLength:
		return "BASE_TYPE_MAX_LENGTH"
	case *kind.MinLength, *kind.MinItems, *kind.MaxItems:
		return "BASE_TYPE_BAD_LENGTH"
	case *kind.Required:
		return "BASE_TYPE_REQUIRED"
	case *kind.Enum, *kind.Const, *kind.OneOf, *kind.AnyOf:
		return "BASE_TYPE_CHOICES"
	case *kind.Maximum:
		return "NUMBER_TYPE_MAX"
	case *kind.Minimum:
		return "NUMBER_TYPE_MIN"
	}
	return "BASE_TYPE_BAD_TYPE"
}

package discordtest

import (
	"bytes"
	_ "embed"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/pb33f/jsonschema/v6"
)

//go:generate go run ../../scripts/discordspec/main.go ../../discord-openapi.json

// openapi is Discord's own document, cut down to what the fake plays.
//
//go:embed testdata/openapi.json
var openapi []byte

// operation is what the document says of a route.
type operation struct {
	params map[string]*jsonschema.Schema // by "path name" and "query name"
	body   *jsonschema.Schema            // nil where there is none
}

// operations are those of the document by route, compiled once in a process.
var operations = sync.OnceValue(compileDocument)

func compileDocument() map[string]operation {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(openapi))
	if err != nil {
		panic("discordtest: openapi.json: " + err.Error())
	}
	overlay(document.(object))
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	if err := compiler.AddResource(documentURL, document); err != nil {
		panic("discordtest: openapi.json: " + err.Error())
	}
	all := map[string]operation{}
	for path, item := range document.(object)["paths"].(object) {
		for method, op := range item.(object) {
			if method == "parameters" {
				continue
			}
			all[strings.ToUpper(method)+" "+path] = compile(compiler, path, method, item.(object), op.(object))
		}
	}
	return all
}

const documentURL = "https://discord.test/openapi.json"

// overlay mends the document where Discord behaves otherwise: content ends at
// 2,000 characters, permissions come as strings too, an upload's id may be its
// number.
func overlay(document object) {
	schemas := document["components"].(object)["schemas"].(object)
	property := func(schema, name string) object {
		return schemas[schema].(object)["properties"].(object)[name].(object)
	}
	for _, schema := range []string{"MessageCreateRequest", "MessageEditRequestPartial"} {
		property(schema, "content")["maxLength"] = 2000
	}
	for name := range schemas {
		properties, _ := schemas[name].(object)["properties"].(object)
		if perms, ok := properties["default_member_permissions"].(object); ok {
			perms["type"] = []any{"string", "integer", "null"}
			perms["pattern"] = "^[0-9]+$"
		}
	}
	attachment := schemas["MessageAttachmentRequest"].(object)["properties"].(object)
	attachment["id"] = object{"type": []any{"string", "integer"}, "pattern": "^[0-9]+$"}
}

func compile(c *jsonschema.Compiler, path, method string, item, op object) operation {
	base := documentURL + "#/paths/" + url.PathEscape(strings.ReplaceAll(path, "/", "~1"))
	o := operation{params: map[string]*jsonschema.Schema{}}
	for at, holder := range map[string]object{base: item, base + "/" + method: op} {
		list, _ := holder["parameters"].([]any)
		for i, p := range list {
			p := p.(object)
			name := p["in"].(string) + " " + p["name"].(string)
			o.params[name] = c.MustCompile(fmt.Sprintf("%s/parameters/%d/schema", at, i))
		}
	}
	if _, ok := op["requestBody"]; ok {
		o.body = c.MustCompile(base + "/" + method + "/requestBody/content/application~1json/schema")
	}
	return o
}

// conform holds the request to the document.
func (c *call) conform() *apiError {
	op, ok := operations()[c.route.key()]
	if !ok {
		return nil // an unknown route, which says so itself
	}
	c.checkParams(op)
	switch {
	case op.body == nil && c.body != nil:
		return invalid("_misc", "BODY_NOT_ALLOWED", "This operation takes no body.")
	case op.body != nil && c.body == nil:
		return errNotJSON.because("no body")
	case op.body != nil:
		c.checkBody(op.body)
	}
	return c.form.err()
}

func (c *call) checkParams(op operation) {
	for name, schema := range op.params {
		if name, ok := strings.CutPrefix(name, "path "); ok {
			c.checkParam(name, c.param(name), schema)
		}
	}
	for name, values := range c.r.URL.Query() {
		schema, ok := op.params["query "+name]
		if !ok {
			c.form.add(name, "UNKNOWN_PARAMETER", "The operation has no parameter of this name.")
			continue
		}
		for _, value := range values {
			c.checkParam(name, value, schema)
		}
	}
}

// checkParam takes a value as text and as what it would be in JSON.
func (c *call) checkParam(name, value string, schema *jsonschema.Schema) {
	if schema.Validate(value) == nil {
		return
	}
	if v, err := jsonschema.UnmarshalJSON(strings.NewReader(value)); err == nil && schema.Validate(v) == nil {
		return
	}
	c.form.add(name, "BASE_TYPE_BAD_VALUE", "Value %q is not allowed.", value)
}

func (c *call) checkBody(schema *jsonschema.Schema) {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(c.body))
	if err != nil {
		c.form.add("_misc", "INVALID_JSON", "%v", err)
		return
	}
	if err := schema.Validate(v); err != nil {
		c.form.addSchema(err)
	}
}

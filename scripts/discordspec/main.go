//go:build ignore

// Discordspec cuts Discord's OpenAPI document down to the operations that
// bot/discordtest plays and the schemas of their requests, and writes what is
// left to bot/discordtest/testdata/openapi.json. Run it in that folder:
//
//	go run ../../scripts/discordspec openapi.json
//
// The document is https://github.com/discord/discord-api-spec, MIT; its licence
// stands beside the result.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
)

// operations are those that the fake plays, by path.
var operations = map[string]string{
	"/applications/@me":                                                                  "get",
	"/applications/{application_id}/commands":                                            "get put post",
	"/applications/{application_id}/commands/{command_id}":                               "get patch delete",
	"/applications/{application_id}/guilds/{guild_id}/commands":                          "get put post",
	"/applications/{application_id}/guilds/{guild_id}/commands/permissions":              "get",
	"/applications/{application_id}/guilds/{guild_id}/commands/{command_id}":             "get patch delete",
	"/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions": "get",
	"/channels/{channel_id}":                                                             "get",
	"/channels/{channel_id}/messages":                                                    "get post",
	"/channels/{channel_id}/messages/{message_id}":                                       "get patch delete",
	"/channels/{channel_id}/typing":                                                      "post",
	"/gateway":                                                                           "get",
	"/gateway/bot":                                                                       "get",
	"/guilds/{guild_id}":                                                                 "get",
	"/guilds/{guild_id}/channels":                                                        "get",
	"/guilds/{guild_id}/members/{user_id}":                                               "get",
	"/guilds/{guild_id}/roles":                                                           "get",
	"/interactions/{interaction_id}/{interaction_token}/callback":                        "post",
	"/oauth2/applications/@me":                                                           "get",
	"/users/@me":                                                                         "get",
	"/users/@me/channels":                                                                "post",
	"/users/@me/guilds":                                                                  "get",
	"/users/{user_id}":                                                                   "get",
	"/webhooks/{webhook_id}/{webhook_token}":                                             "post",
	"/webhooks/{webhook_id}/{webhook_token}/messages/@original":                          "get patch delete",
	"/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}":                       "get patch delete",
}

type object = map[string]any

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: discordspec OPENAPI.json")
	}
	raw, err := os.ReadFile(os.Args[1])
	check(err)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber() // bounds of 64 bits stay as they are written
	var document object
	check(decoder.Decode(&document))

	paths := object{}
	for path, methods := range operations {
		item, ok := document["paths"].(object)[path].(object)
		if !ok {
			log.Fatalf("the document has no %s", path)
		}
		paths[path] = cut(path, item, strings.Fields(methods))
	}
	components := document["components"].(object)["schemas"].(object)
	schemas := object{}
	collect(paths, components, schemas)
	write(object{
		"openapi": document["openapi"], "info": document["info"],
		"paths": paths, "components": object{"schemas": schemas},
	})
}

// cut keeps of a path what requests are held to: parameters and JSON bodies.
func cut(path string, item object, methods []string) object {
	kept := object{}
	if parameters, ok := item["parameters"]; ok {
		kept["parameters"] = parameters
	}
	for _, method := range methods {
		operation, ok := item[method].(object)
		if !ok {
			log.Fatalf("the document has no %s %s", method, path)
		}
		one := object{"operationId": operation["operationId"]}
		if parameters, ok := operation["parameters"]; ok {
			one["parameters"] = parameters
		}
		if body, ok := operation["requestBody"].(object); ok {
			media := body["content"].(object)["application/json"]
			one["requestBody"] = object{"required": body["required"], "content": object{"application/json": media}}
		}
		kept[method] = one
	}
	return kept
}

// collect adds the schemas that node refers to, and theirs.
func collect(node any, all, kept object) {
	switch node := node.(type) {
	case object:
		if ref, ok := node["$ref"].(string); ok {
			name := strings.TrimPrefix(ref, "#/components/schemas/")
			if _, seen := kept[name]; !seen {
				kept[name] = all[name]
				collect(all[name], all, kept)
			}
		}
		for _, child := range node {
			collect(child, all, kept)
		}
	case []any:
		for _, child := range node {
			collect(child, all, kept)
		}
	}
}

func write(document object) {
	out, err := json.MarshalIndent(document, "", " ")
	check(err)
	check(os.WriteFile("testdata/openapi.json", append(out, '\n'), 0o644))
	fmt.Printf("testdata/openapi.json: %d bytes\n", len(out))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

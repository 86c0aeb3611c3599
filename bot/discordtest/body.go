package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

// maxBody is what Discord lets an application without a boost upload, files and
// all.
const maxBody = 10 << 20

// upload is a file of a multipart body.
type upload struct {
	File
	index int // n of files[n]
}

var (
	errTooLarge = &apiError{Status: http.StatusRequestEntityTooLarge, Code: RequestTooLarge, Message: "Request entity too large"}
	errNotJSON  = &apiError{Status: http.StatusBadRequest, Code: InvalidJSON, Message: "The request body contains invalid JSON."}
)

// decode reads JSON, or multipart with payload_json and files.
func (c *call) decode(raw []byte) *apiError {
	header := c.r.Header.Get("Content-Type")
	kind, params, _ := mime.ParseMediaType(header)
	switch {
	case len(raw) > maxBody:
		return errTooLarge
	case len(raw) == 0 && header == "":
		return nil
	case len(raw) == 0:
		return errNotJSON.because("a Content-Type without a body")
	case kind == "application/json":
		c.body = raw
	case kind == "multipart/form-data":
		if err := c.readParts(multipart.NewReader(bytes.NewReader(raw), params["boundary"])); err != nil {
			return invalid("_misc", "MULTIPART_PARSE_ERROR", err.Error())
		}
	default:
		return invalid("_misc", "CONTENT_TYPE_INVALID",
			`Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`)
	}
	if !json.Valid(c.body) {
		return errNotJSON
	}
	return nil
}

func (c *call) readParts(parts *multipart.Reader) error {
	seen := map[string]bool{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		name := part.FormName()
		if seen[name] {
			return fmt.Errorf("two parts are named %q", name)
		}
		seen[name] = true
		if err := c.addPart(name, part, data); err != nil {
			return err
		}
	}
	if !seen["payload_json"] {
		return fmt.Errorf("no part is named payload_json")
	}
	return nil
}

func (c *call) addPart(name string, part *multipart.Part, data []byte) error {
	if name == "payload_json" {
		c.body = data
		return nil
	}
	index, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "files["), "]"))
	if err != nil || name != "files["+strconv.Itoa(index)+"]" {
		return fmt.Errorf("a part is named %q", name)
	}
	if part.FileName() == "" {
		return fmt.Errorf("%s has no file name", name)
	}
	f := File{Name: part.FileName(), Type: part.Header.Get("Content-Type"), Data: data}
	if f.Type == "application/octet-stream" {
		f.Type = ""
	}
	c.files = append(c.files, upload{f, index})
	return nil
}

// into reads the body, which the document has found well-formed.
func (c *call) into(v any) *apiError {
	if err := json.Unmarshal(c.body, v); err != nil {
		return invalid("_misc", "BASE_TYPE_BAD_TYPE", err.Error())
	}
	return nil
}

package discordtest

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// File is something that a person attaches.
type File struct {
	Name string
	Type string // as "text/plain"; by default told from the name
	Data []byte
}

// Attachment is a file that hangs on a message.
type Attachment struct {
	ID, Name, Type, URL string
	Data                []byte
}

// storedFile is an attachment in the fake's CDN.
type storedFile struct {
	File
	d           *Discord
	id          string
	channelID   string
	description string
	ephemeral   bool
}

// linkLife is how long the URL of an attachment can be used.
const linkLife = 24 * time.Hour

// store puts a file into the CDN. The lock is held.
func (d *Discord) store(f File, channelID string) *storedFile {
	if f.Type == "" {
		f.Type = typeOf(f.Name)
	}
	f.Name = fileName(f.Name)
	s := &storedFile{File: f, d: d, id: d.clock.id(), channelID: channelID}
	d.files[s.id] = s
	return s
}

func (f *storedFile) attachment() Attachment {
	return Attachment{ID: f.id, Name: f.Name, Type: f.Type, URL: f.url(), Data: f.Data}
}

func (f *storedFile) path() string {
	return "/attachments/" + f.channelID + "/" + f.id + "/" + url.PathEscape(f.Name)
}

// url is signed and ends after a day, as on Discord.
func (f *storedFile) url() string {
	now := f.d.clock.time()
	until := strconv.FormatInt(now.Add(linkLife).Unix(), 16)
	return f.d.options.cdn + f.path() + "?ex=" + until + "&is=" + strconv.FormatInt(now.Unix(), 16) + "&hm=" + f.sign(until) + "&"
}

func (f *storedFile) sign(until string) string { return digest("file " + f.id + " " + until) }

func (f *storedFile) wire() object {
	o := object{
		"id": f.id, "filename": f.Name, "size": len(f.Data), "url": f.url(), "proxy_url": f.url(),
		"content_type": f.Type, "content_scan_version": 0,
	}
	if f.description != "" {
		o["description"] = f.description
	}
	if f.ephemeral {
		o["ephemeral"] = true
	}
	return o
}

// fileName keeps what Discord keeps of a name.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '_'
		case r == '.' || r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, name)
}

func typeOf(name string) string {
	switch {
	case strings.HasSuffix(name, ".txt"):
		return "text/plain; charset=utf-8"
	case strings.HasSuffix(name, ".json"):
		return "application/json"
	case strings.HasSuffix(name, ".pdf"):
		return "application/pdf"
	case strings.HasSuffix(name, ".png"):
		return "image/png"
	}
	return "application/octet-stream"
}

// takeFile lets faults at the CDN too.
func (d *Discord) takeFile(w http.ResponseWriter, r *http.Request) {
	fault := d.fault(Request{Method: r.Method, Path: r.URL.RequestURI(), Route: "GET attachment", Header: r.Header})
	if fault != nil {
		if !d.hold(r.Context(), fault) {
			panic(http.ErrAbortHandler)
		}
		if fault.Cut || fault.LoseReply || fault.Status != 0 {
			d.fail(w, fault)
			return
		}
	}
	d.serveFile(w, r)
}

// serveFile is the CDN.
func (d *Discord) serveFile(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	f := d.files[r.PathValue("file")]
	now := d.clock.time()
	if r.Header.Get("Authorization") != "" {
		d.violate(http.StatusForbidden, "GET "+r.URL.Path, "the token was sent to the CDN")
	}
	d.mu.Unlock()
	until, err := strconv.ParseInt(r.URL.Query().Get("ex"), 16, 64)
	switch {
	case f == nil || f.channelID != r.PathValue("channel"):
		http.Error(w, "Not Found", http.StatusNotFound)
	case err != nil || r.URL.Query().Get("hm") != f.sign(r.URL.Query().Get("ex")) || now.Unix() > until:
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
	default:
		w.Header().Set("Content-Type", f.Type)
		w.Header().Set("Content-Length", fmt.Sprint(len(f.Data)))
		w.Header().Set("Content-Disposition", `attachment; filename="`+f.Name+`"`)
		_, _ = w.Write(f.Data) // whoever has gone need not be told
	}
}

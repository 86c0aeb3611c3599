package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// route is an operation of the REST API.
type route struct {
	method, path string
	open         bool // needs no token of the bot
	play         func(*call) (status int, body any, err *apiError)
}

// key is how tests and limits name a route.
func (r route) key() string { return r.method + " " + r.path }

// Request is a request that the bot made.
type Request struct {
	Method string
	Path   string // with the query
	Route  string // as "POST /channels/{channel_id}/messages"
	Header http.Header
	Body   []byte // the JSON; of a multipart body its payload_json
	Files  []File
	Status int // of the answer; 0 while there is none
	At     time.Time
}

// Requests are all so far, oldest first, in the order in which they came.
func (d *Discord) Requests() []Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Request(nil), d.requests...)
}

// call is a request on its way through the fake.
type call struct {
	d      *Discord
	r      *http.Request
	route  route
	number int // in d.requests
	body   json.RawMessage
	files  []upload
	form   form
}

// param is a part of the path.
func (c *call) param(name string) string { return c.r.PathValue(name) }

// handler is all that the fake serves.
func (d *Discord) handler() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range routes() {
		for _, version := range []string{"/api/v9", "/api/v10"} {
			mux.HandleFunc(rt.method+" "+version+rt.path, func(w http.ResponseWriter, r *http.Request) { d.take(w, r, rt) })
		}
	}
	mux.HandleFunc("GET /attachments/{channel}/{file}/{name}", func(w http.ResponseWriter, r *http.Request) {
		d.takeFile(w, r)
	})
	mux.HandleFunc("GET /{$}", d.serveGateway)
	mux.HandleFunc("GET /resume", d.serveGateway)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.take(w, r, route{method: r.Method, path: "an unknown route", open: true, play: unknownRoute})
	})
	return d.guarded(mux)
}

// guarded makes a panic of the fake's own a failure of the test.
func (d *Discord) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
					d.change(func() { d.violate(0, "the fake itself", "%v\n%s", p, debug.Stack()) })
				}
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func unknownRoute(*call) (int, any, *apiError) {
	return 0, nil, &apiError{Status: http.StatusNotFound, Message: "404: Not Found"}
}

// take plays one request.
func (d *Discord) take(w http.ResponseWriter, r *http.Request, rt route) {
	c := &call{d: d, r: r, route: rt}
	problem := c.read()
	fault := c.open()
	if fault != nil && !fault.LoseReply {
		if !d.hold(r.Context(), fault) {
			c.note(499)
			panic(http.ErrAbortHandler)
		}
		if fault.Cut || fault.Status != 0 {
			c.note(fault.Status)
			d.fail(w, fault)
			return
		}
	}
	status, body, limit := c.answer(problem)
	c.note(status)
	if fault != nil && fault.LoseReply {
		d.hold(r.Context(), fault)
		panic(http.ErrAbortHandler)
	}
	limit.write(w.Header())
	reply(w, status, body)
}

// open notes the request and asks for a fault.
func (c *call) open() *Fault {
	d := c.d
	req := Request{
		Method: c.r.Method, Path: strings.TrimPrefix(strings.TrimPrefix(c.r.URL.RequestURI(), "/api/v9"), "/api/v10"),
		Route: c.route.key(), Header: c.r.Header, Body: c.body,
	}
	for _, f := range c.files {
		req.Files = append(req.Files, f.File)
	}
	d.change(func() {
		req.At = d.clock.time()
		c.number = len(d.requests)
		d.requests = append(d.requests, req)
	})
	return d.fault(req)
}

// note writes down how the request ended.
func (c *call) note(status int) {
	c.d.change(func() { c.d.requests[c.number].Status = status })
}

// answer takes the request past limits, token, document and rules to its route.
func (c *call) answer(problem *apiError) (int, any, limited) {
	d := c.d
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.wake()
	limit := d.limiter.take(c, time.Now())
	if limit.hit {
		return http.StatusTooManyRequests, limit.body(), limit
	}
	status, body, err := c.judge(problem)
	if err != nil {
		d.violate(err.code(), c.r.Method+" "+c.r.URL.Path, "%s", err.detail())
		return err.Status, err, limit
	}
	return status, body, limit
}

// judge gives the first thing that Discord would object to, or the answer.
func (c *call) judge(problem *apiError) (int, any, *apiError) {
	if err := c.authorize(); err != nil {
		return 0, nil, err
	}
	if problem != nil {
		return 0, nil, problem
	}
	if err := c.conform(); err != nil {
		return 0, nil, err
	}
	return c.route.play(c)
}

// authorize checks who asks.
func (c *call) authorize() *apiError {
	if !strings.HasPrefix(c.r.UserAgent(), "DiscordBot (") {
		return &apiError{Status: http.StatusForbidden, Code: 40333, Message: "internal network error",
			why: "the User-Agent must begin with \"DiscordBot (\""}
	}
	if !c.route.open && c.r.Header.Get("Authorization") != "Bot "+c.d.Token {
		return &apiError{Status: http.StatusUnauthorized, Message: "401: Unauthorized"}
	}
	return nil
}

// hold waits as a fault asks, and says whether the request goes on.
func (d *Discord) hold(ctx context.Context, fault *Fault) bool {
	if fault.Hold == nil {
		return true
	}
	select {
	case <-fault.Hold:
		return true
	case <-ctx.Done():
	case <-d.done:
	}
	return false
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Via", "1.1 google")
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(encode(body)) // whoever has gone need not be told
}

// read takes the body in; what is wrong with it is told after the token was
// checked.
func (c *call) read() *apiError {
	raw, err := io.ReadAll(io.LimitReader(c.r.Body, maxBody+1))
	if err != nil {
		return &apiError{Status: http.StatusBadRequest, Code: InvalidJSON, Message: "The request body contains invalid JSON."}
	}
	return c.decode(raw)
}

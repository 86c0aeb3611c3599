package openai

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// exchange keeps what came back for one HTTP request. The library shows its
// callers no headers and only parts of bodies that it cannot read.
type exchange struct {
	model  string // that is asked, for messages
	status int    // 0: nothing came back
	header http.Header
	body   []byte
	sent   atomic.Bool // the request went out: it may have cost something
}

type exchangeKey struct{}

func withExchange(ctx context.Context, model string) (context.Context, *exchange) {
	x := &exchange{model: model}
	return context.WithValue(ctx, exchangeKey{}, x), x
}

// errTooLong is a reply of more bytes than are read.
var errTooLong = errors.New("the reply is too long")

// doer is the connection that the library is given: it reads bodies up to a
// bound and keeps them in the exchange of the request's context.
type doer struct {
	http *http.Client
	most int64
}

func (d doer) Do(req *http.Request) (*http.Response, error) {
	x, _ := req.Context().Value(exchangeKey{}).(*exchange)
	if x == nil {
		x = &exchange{}
	}
	resp, err := d.http.Do(traced(req, x))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, d.most+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(body)) > d.most:
		return nil, errTooLong
	}
	x.status, x.header, x.body = resp.StatusCode, resp.Header, body
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// traced notes in x when the request has gone out.
func traced(req *http.Request, x *exchange) *http.Request {
	trace := &httptrace.ClientTrace{WroteRequest: func(info httptrace.WroteRequestInfo) { x.sent.Store(info.Err == nil) }}
	return req.WithContext(httptrace.WithClientTrace(req.Context(), trace))
}

// noRedirects gives a client that shows redirects instead of following them:
// another address would get the prompt, and perhaps the key.
func noRedirects(given *http.Client) *http.Client {
	client := http.Client{}
	if given != nil {
		client = *given
	} else if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		own := transport.Clone()
		own.MaxIdleConnsPerHost = 8
		client.Transport = own
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

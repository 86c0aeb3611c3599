package openai

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	api "github.com/sashabaranov/go-openai"

	"github.com/claimbot/claimbot/llm"
)

// fault is why an attempt failed, and what may be done about it.
type fault struct {
	err       *llm.Error
	again     bool          // the same request may succeed later
	after     time.Duration // as the server asks
	complaint complaint     // another wording may succeed
}

func faultf(kind llm.Kind, cause error, format string, args ...any) *fault {
	return &fault{err: &llm.Error{Kind: kind, Message: fmt.Sprintf(format, args...), Err: cause}}
}

func (f *fault) retried(after time.Duration) *fault {
	f.again, f.after = true, after
	return f
}

// judge says what came of an attempt: nil for a reply that can be read. ctx is
// that of the whole call.
func (c *Client) judge(ctx context.Context, x *exchange, err error) *fault {
	switch {
	case ctx.Err() != nil && x.status == 0:
		return c.gaveUp(ctx.Err())
	case x.status == 0 && err != nil:
		return c.nothingCame(x, err)
	case x.status >= 300 && x.status < 400:
		return faultf(llm.NoModel, nil, "%s answers with a redirect%s; set OPENAI_BASE_URL to the address that it names.", c.host, target(x.header))
	case x.status >= 400:
		return c.refused(x, x.status, readError(x.body, c.o.Key))
	case err != nil && isPage(x):
		return faultf(llm.Unavailable, err, "A web page came from %s instead of a reply; check OPENAI_BASE_URL, which usually ends in /v1, and any proxy.", c.host)
	case err != nil:
		return faultf(llm.Unreadable, err, "What came from %s is no reply of a language model; check OPENAI_BASE_URL.", c.host)
	}
	return nil
}

// gaveUp is the end of the caller's patience, or of the call's.
func (c *Client) gaveUp(cause error) *fault {
	if errors.Is(cause, context.Canceled) {
		return faultf(llm.Unavailable, cause, "The question to the language model was given up.")
	}
	return faultf(llm.Unavailable, cause, "The language model at %s did not answer in time; choose a faster one, or raise CLAIMBOT_MODEL_TIMEOUT.", c.host)
}

// nothingCame is a failure of the connection, or of the library before one.
func (c *Client) nothingCame(x *exchange, err error) *fault {
	cause := withoutURL(err)
	if complaint, ok := localComplaint(err); ok {
		f := faultf(llm.Refused, cause, "The language model does not take this request.")
		f.complaint = complaint
		return f
	}
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, api.ErrChatCompletionInvalidModel):
		return faultf(llm.NoModel, cause, "The model %q cannot chat; set OPENAI_MODEL to one that can.", x.model)
	case errors.Is(err, errTooLong):
		return faultf(llm.Unreadable, cause, "The reply from %s is longer than %d KB, so it is not read.", c.host, c.o.MaxReply>>10)
	case errors.As(err, &certificate):
		return faultf(llm.Unavailable, cause, "The certificate of %s is not valid; correct OPENAI_BASE_URL or let this machine trust it.", c.host)
	case errors.Is(err, context.DeadlineExceeded):
		return c.gaveUp(context.DeadlineExceeded).retried(0)
	}
	return faultf(llm.Unavailable, cause, "There is no connection to %s; check that the server runs, the network, and OPENAI_BASE_URL.", c.host).retried(0)
}

// withoutURL drops the address from an error: its user name may be a token,
// which net/http shows, other than a password.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("%s: %w", e.Op, e.Err)
	}
	return err
}

// refused is a status of 400 or more.
func (c *Client) refused(x *exchange, status int, e serverError) *fault {
	cause := e.cause(status)
	after := retryAfter(x.header, c.o.Now())
	switch {
	case e.isQuota(status):
		return faultf(llm.Quota, cause, "The account at %s has no credit left; add some%s, or set another OPENAI_API_KEY.", c.host, c.billing())
	case e.isNoModel(status):
		return c.noModel(x.model, e, cause)
	case status == http.StatusUnauthorized && c.o.Key == "":
		return faultf(llm.Denied, cause, "%s wants a key; set OPENAI_API_KEY.", c.host)
	case status == http.StatusUnauthorized:
		return faultf(llm.Denied, cause, "%s does not accept the key; check OPENAI_API_KEY.", c.host)
	case status == http.StatusForbidden:
		return faultf(llm.Denied, cause, "%s does not let this key use the model %q from here; set another OPENAI_MODEL or OPENAI_API_KEY.", c.host, x.model)
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return faultf(llm.NoModel, cause, "%s knows no language model at this address; check OPENAI_BASE_URL, which usually ends in /v1.", c.host)
	case e.isTooLong(status):
		return faultf(llm.Refused, cause, "The text is longer than the model %q takes.", x.model)
	case e.isFiltered():
		return faultf(llm.Refused, cause, "A filter of %s does not let this text pass.", c.host)
	case status == http.StatusTooManyRequests:
		return faultf(llm.Busy, cause, "%s takes no more requests for now; it is asked again later.", c.host).retried(after)
	case status >= 500 && complain(e).ofFormat():
		// llama.cpp says so of a schema that it cannot convert.
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusConflict, status == http.StatusTooEarly:
		return faultf(llm.Unavailable, cause, "%s has a fault (status %d); it is asked again later.", c.host, status).retried(after)
	}
	f := faultf(llm.Refused, cause, "%s does not take this request (status %d); the log says more.", c.host, status)
	f.complaint = complain(e)
	return f
}

func (c *Client) noModel(model string, e serverError, cause error) *fault {
	pull := ""
	if strings.Contains(strings.ToLower(e.message), "pull") {
		pull = ", or fetch it with: ollama pull " + model
	}
	return faultf(llm.NoModel, cause, "%s has no model %q that it lets this key use; set OPENAI_MODEL to one that it has%s.", c.host, model, pull)
}

// billing is where credit is added, where that is known.
func (c *Client) billing() string {
	if c.host == "api.openai.com" {
		return " (https://platform.openai.com/settings/organization/billing)"
	}
	return ""
}

// target says where a redirect points, without what may be secret.
func target(h http.Header) string {
	u, err := url.Parse(h.Get("Location"))
	if err != nil || u.Host == "" {
		return ""
	}
	return " to " + (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

func isPage(x *exchange) bool {
	return strings.Contains(x.header.Get("Content-Type"), "html") || strings.HasPrefix(strings.TrimSpace(string(x.body[:min(len(x.body), 64)])), "<")
}

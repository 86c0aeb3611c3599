package discord

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/claims"
)

// TestRefusalsSayWhereToClick shows what people and operators are told.
func TestRefusalsSayWhereToClick(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   string
	}{
		"a bad token":    {answer{status: 401, body: `{"message":"401: Unauthorized","code":0}`}, "Reset Token"},
		"no permission":  {answer{status: 403, body: `{"message":"Missing Permissions","code":50013}`}, "Send Messages"},
		"no access":      {answer{status: 403, body: `{"message":"Missing Access","code":50001}`}, "View Channel"},
		"no DMs":         {answer{status: 403, body: `{"message":"Cannot send messages to this user","code":50007}`}, "Privacy Settings"},
		"a broken place": {answer{status: 502, body: `<html>`}, "HTTP 502"},
		"a dead token":   {expired, ""},
		"a bad form":     {answer{status: 400, body: `{"message":"Invalid Form Body","code":50035,"errors":{"content":{}}}`}, ""},
	} {
		c, _, _ := serve(t, &script{answers: repeat(tt.answer, 9)})
		err := me(t.Context(), c)
		if got := claims.ErrorMessage(err); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for code, want := range map[int]string{
		4004: "Reset Token", 4013: "Privileged Gateway Intents", 4014: "Privileged Gateway Intents", 4011: "too many servers",
	} {
		err := closed(&websocket.CloseError{Code: code, Text: "no"}).explain()
		if !strings.Contains(claims.ErrorMessage(err), want) || Code(err) != code {
			t.Errorf("%d: %v", code, err)
		}
	}
}

func TestCodes(t *testing.T) {
	for body, want := range map[string]struct {
		status, code int
		gone         bool
	}{
		`{"code":10062,"message":"Unknown interaction"}`: {404, CodeUnknownInteraction, true},
		`{"code":10015,"message":"Unknown Webhook"}`:     {404, CodeUnknownWebhook, true},
		`{"code":50027}`:       {401, CodeInvalidWebhookToken, true},
		`<html>`:               {404, 0, true},
		`{"code":10008}`:       {404, CodeUnknownMessage, false},
		`{"code":40060}`:       {400, CodeAcknowledged, false},
		`{"code":"x"}`:         {400, 0, false},
		`null`:                 {500, 0, false},
		`{"code":50013}`:       {403, CodeMissingPermissions, false},
		`{"retry_after":1000}`: {429, 0, false},
	} {
		c, _, _ := serve(t, &script{answers: repeat(answer{status: want.status, body: body}, 20)})
		err := edit(t.Context(), c)
		if err == nil || Code(err) != want.code || IsGone(err) != want.gone {
			t.Errorf("%d %s: %v, code %d, gone %v", want.status, body, err, Code(err), IsGone(err))
		}
	}
	if Code(nil) != 0 || IsGone(nil) || Code(errInvalid) != 0 || IsGone(errInvalid) {
		t.Error("what Discord did not say has a code")
	}
}

func TestRefusedFormsSayWhere(t *testing.T) {
	body := `{"message":"Invalid Form Body","code":50035,"errors":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH"}]}}}`
	c, _, _ := serve(t, &script{answers: []answer{{status: 400, body: body}}})
	err := edit(t.Context(), c)
	if err == nil || !strings.Contains(err.Error(), "BASE_TYPE_MAX_LENGTH") {
		t.Errorf("%v", err)
	}
}

func FuzzCut(f *testing.F) {
	f.Add("aé€😀", 3)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if n < 0 || !utf8.ValidString(s) {
			t.Skip()
		}
		if got := cut(s, n); !utf8.ValidString(got) || len(got) > n+len("…") {
			t.Errorf("%q cut at %d is %q", s, n, got)
		}
	})
}

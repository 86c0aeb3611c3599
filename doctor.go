package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/claimbot/claimbot/bot"
	"github.com/claimbot/claimbot/llm"
)

type doctorCommand struct{}

// Help shows an example.
func (doctorCommand) Help() string {
	return "Example: claimbot doctor\n\nChecks the database, the disk, the language model, the Discord token, and what the bot may do in each server, " +
		"with a few small requests. It changes nothing. The exit code is 1 when something is missing."
}

// doctorWithin bounds all the checks of one server.
const doctorWithin = time.Minute

// Run checks all there is.
func (*doctorCommand) Run(ctx context.Context, a *app) error {
	if a.cfg.LogLevel > slog.LevelDebug { // what fails is told as a finding; the log would say it twice
		a.log = slog.New(slog.DiscardHandler)
	}
	all := []bot.Finding{a.checkDatabase(ctx), a.checkDisk()}
	all = append(all, a.checkModel(ctx)...)
	online, invite := a.checkDiscord(ctx)
	all = append(all, online...)
	if err := a.printFindings(all, invite); err != nil {
		return err
	}
	failed := 0
	for _, f := range all {
		if f.Verdict == bot.Missing {
			failed++
		}
	}
	if failed > 0 {
		return &reportedError{failed}
	}
	return ctx.Err()
}

func (a *app) printFindings(all []bot.Finding, invite string) error {
	if a.global.JSON {
		return a.printJSON(struct {
			Checks []bot.Finding `json:"checks"`
			Invite string        `json:"invite,omitempty"`
		}{all, invite})
	}
	for _, f := range all {
		a.labelled(0, string(f.Verdict), 7, f.Check+": "+f.Text)
	}
	if invite != "" {
		fmt.Fprintf(a.out, "\nInvite the bot with this link:\n%s\n", invite)
	}
	return nil
}

func (a *app) checkDatabase(ctx context.Context) bot.Finding {
	const check = "Database"
	dsn, err := a.dsn()
	if err != nil {
		return bot.Finding{Check: check, Verdict: bot.Missing, Text: err.Error()}
	}
	if isMissing(dsn) {
		return bot.Finding{Check: check, Verdict: bot.Notable, Text: "there is none at " + dsn + " yet; claimbot load or claimbot serve makes it"}
	}
	store, err := a.makeStore(ctx)
	if err != nil {
		return failing(check, err)
	}
	list, err := store.Workspaces(ctx)
	if err != nil {
		return failing(check, err)
	}
	articles, claims := 0, 0
	for _, w := range list {
		articles, claims = articles+w.Articles, claims+w.Claims
	}
	return bot.Finding{Check: check, Verdict: bot.Fine, Text: fmt.Sprintf("%s with %s and %s", countOf(len(list), "workspace"), countOf(articles, "article"), countOf(claims, "claim"))}
}

// Below these the disk is scarce, or too full to go on.
const (
	scarce = 1 << 30
	full   = 100 << 20
)

// checkDisk writes a small file where the database is, and sees what is free.
func (a *app) checkDisk() bot.Finding {
	const check = "Disk"
	dsn, err := a.dsn()
	if err != nil || strings.Contains(dsn, "://") {
		return bot.Finding{Check: check, Verdict: bot.Fine, Text: "the database is on a server"}
	}
	folder := filepath.Dir(dsn)
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole // "." names no place
	}
	f, err := os.CreateTemp(folder, ".claimbot-doctor-*")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return bot.Finding{Check: check, Verdict: bot.Missing, Text: "there is no folder " + folder + "; make it, or set CLAIMBOT_DB to another place"}
	case err != nil:
		return bot.Finding{Check: check, Verdict: bot.Missing, Text: "nothing can be written in " + folder + "; check its permissions, or set CLAIMBOT_DB to another place"}
	}
	_ = f.Close()
	if err := os.Remove(f.Name()); err != nil {
		return bot.Finding{Check: check, Verdict: bot.Missing, Text: "a file in " + folder + " cannot be removed; check its permissions"}
	}
	free, known := freeBytes(folder)
	text := humanize.IBytes(free) + " are free"
	switch {
	case !known:
		return bot.Finding{Check: check, Verdict: bot.Fine, Text: "it can be written to"}
	case free < full:
		return bot.Finding{Check: check, Verdict: bot.Missing, Text: text + "; make room, or set CLAIMBOT_DB to another disk"}
	case free < scarce:
		return bot.Finding{Check: check, Verdict: bot.Notable, Text: text + ", which is little"}
	}
	return bot.Finding{Check: check, Verdict: bot.Fine, Text: text}
}

// checkModel asks the model for a word.
func (a *app) checkModel(ctx context.Context) []bot.Finding {
	const check = "Language model"
	if a.model == nil {
		return []bot.Finding{{Check: check, Verdict: bot.Notable, Text: "none is set up; answers are put together from the articles' own words. Set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for a server of your own"}}
	}
	ctx, cancel := context.WithTimeout(ctx, doctorWithin)
	defer cancel()
	ledger, _ := a.opened.(llm.Ledger)
	guard := a.guardModel(ledger)
	if _, err := guard.Generate(ctx, llm.Request{Purpose: "probe", User: "Reply with the word yes.", MaxTokens: 16}); err != nil {
		return []bot.Finding{failing(check, err)}
	}
	status := guard.Status(ctx)
	spent := "its use costs nothing that is counted"
	if status.Priced {
		spent = fmt.Sprintf("%.2f of %s US dollars spent today", status.Today.USD, a.cfg.Budget)
	}
	return []bot.Finding{{Check: check, Verdict: bot.Fine, Text: a.cfg.Model + " answers; " + spent}}
}

func (a *app) checkDiscord(ctx context.Context) (findings []bot.Finding, invite string) {
	client, err := a.discord()
	if err != nil {
		return []bot.Finding{failing("Discord token", err)}, ""
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, doctorWithin)
	defer cancel()
	return bot.Check(ctx, client)
}

func failing(check string, err error) bot.Finding {
	text := messageOf(err)
	if text == "" {
		text = "it fails: " + err.Error()
	}
	return bot.Finding{Check: check, Verdict: bot.Missing, Text: text}
}

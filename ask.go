package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

type askCommand struct {
	Question []string `arg:"" help:"The question, in English."`
}

// Help shows an example.
func (askCommand) Help() string {
	return "Example: claimbot ask \"How many people were hurt in Kryvyi Rih?\"\n\n" +
		"What no loaded article says is not said: the question is then refused, and the nearest claims are named."
}

// Run answers the question.
func (c *askCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	return a.answer(ctx, a.asker(store), ask.Request{Workspace: workspace, Question: strings.Join(c.Question, " "), By: a.by()})
}

// answer asks and prints. An answer that could not be kept is printed all the
// same, and the error told afterwards.
func (a *app) answer(ctx context.Context, asker *ask.Asker, r ask.Request) error {
	reply, err := asker.Ask(ctx, r)
	answer := reply.Answer
	if answer.Answer().Question == "" { // there is none
		return err
	}
	if reply.Fallback != "" {
		fmt.Fprintln(a.errs, reply.Fallback)
	}
	if !a.global.JSON {
		a.printAnswer(answer)
		return err
	}
	return errors.Join(a.printJSON(answer.Answer()), err)
}

type chatCommand struct{}

// Help shows an example.
func (chatCommand) Help() string {
	return "Example: claimbot chat\n\nA short question that follows another (\"And in Odesa?\") takes from it what it leaves out. An empty line, \"quit\" or Ctrl-D ends it."
}

// Run answers line after line.
func (*chatCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	return a.chat(ctx, a.asker(store), workspace)
}

// remembered is how many earlier questions a chat looks back on.
const remembered = 5

// chat asks for questions until the input ends. A question that cannot be
// answered is told, and the chat goes on.
func (a *app) chat(ctx context.Context, asker *ask.Asker, workspace string) error {
	prompt := ""
	if isTerminal(a.stdin) {
		fmt.Fprintln(a.errs, "Ask a question; an empty line ends the chat.")
		prompt = "> "
	}
	var earlier []string
	lines := bufio.NewScanner(a.stdin)
	lines.Buffer(nil, 1<<20)
	for {
		fmt.Fprint(a.errs, prompt)
		if !lines.Scan() {
			break
		}
		question := strings.TrimSpace(lines.Text())
		if question == "" || question == "quit" || question == "exit" {
			break
		}
		err := a.answer(ctx, asker, ask.Request{Workspace: workspace, Question: question, Earlier: earlier, By: a.by()})
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case claims.ErrorMessage(err) != "":
			a.reportFailure("question", err)
			continue
		case err != nil:
			return err
		}
		earlier = append(earlier, question)
		earlier = earlier[max(0, len(earlier)-remembered):]
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := lines.Err(); err != nil {
		return claims.WrapErrorf(claims.EInvalid, err, "The question cannot be read; keep it under %d characters.", ask.MaxQuestion)
	}
	return nil
}

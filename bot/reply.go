package bot

import (
	"context"

	"github.com/claimbot/claimbot/claims/ask"
)

// A reply is what a handler returns: what Discord is to be told. Handlers
// send nothing themselves.
type reply interface{ isReply() }

// now shows a card at once, in place of the message whose control was used
// where update is set.
type now struct {
	card   card
	update bool
}

// later acknowledges at once and shows what work makes.
type later struct {
	private, update bool
	work            func(context.Context) (card, error)
	question        *ask.Waiting // to be delivered whatever becomes of the interaction
}

// choices are what autocomplete offers.
type choices []option

// nothing is for what was dealt with before.
type nothing struct{}

func (now) isReply()     {}
func (later) isReply()   {}
func (form) isReply()    {}
func (choices) isReply() {}
func (nothing) isReply() {}

// handler deals with one kind of call.
type handler func(ctx context.Context, c *call) (reply, error)

package ask

import (
	"context"
	"time"
)

// Inbox keeps the questions that were taken and not yet answered, so that a
// process that is killed leaves none without an answer or an apology.
type Inbox interface {
	// Take keeps a question before anything is done about it. fresh is false
	// when it was taken before, answered or not: it is then not to be answered
	// a second time.
	Take(ctx context.Context, w Waiting) (fresh bool, err error)
	// Settle marks a question as answered (or apologised for) and forgets
	// everything of it but its id; what is settled already stays so.
	Settle(ctx context.Context, id string) error
	// Waiting lists what was taken and not settled, oldest first.
	Waiting(ctx context.Context) ([]Waiting, error)
	// Forget drops the ids of what was settled before a time.
	Forget(ctx context.Context, before time.Time) error
}

// Waiting is a question on its way, and where its answer is to go.
type Waiting struct {
	ID        string    // of the interaction or message that asked
	Workspace string    // "" while the asker has not said which
	Question  string    //
	Earlier   []string  // the questions before it, oldest first
	By        string    // who asks
	Channel   string    // where an answer can always be sent
	Message   string    // the message to reply to; "" for an interaction
	App       string    // the application whose interaction it is
	Token     string    // of the interaction; good for 15 minutes
	At        time.Time // when it was taken
}

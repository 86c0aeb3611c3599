package discordtest

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Types of interactions.
const (
	commandInteraction      = 2
	componentInteraction    = 3
	autocompleteInteraction = 4
	modalInteraction        = 5
)

// AckTime is how long a bot may take to acknowledge an interaction, TokenLife how
// long it may then go on answering.
const (
	AckTime   = 3 * time.Second
	TokenLife = 15 * time.Minute
)

// Interaction is what a person did that asks the bot for an answer: a handle to
// see what comes of it.
type Interaction struct {
	ID string

	d       *Discord
	id      string
	token   string
	kind    int
	name    string // of the command, with its subcommands
	user    *User
	member  *Member // nil in a direct chat
	channel *Channel
	created time.Time
	refused *refusal // set when the client did not send it at all

	command *command
	option  int      // type of the option that is being completed
	source  *message // that holds the component, or opened the modal

	response  int // type of the callback, 0 before
	acked     time.Time
	dead      bool // the token ended before its time
	original  *message
	followUps []*message
	shown     *message // what the person looks at
	settled   bool
	modal     *Modal
	submitted bool
	choices   []Choice
}

// newInteraction makes one and gives it its token. The lock is held.
func (d *Discord) newInteraction(kind int, ch *Channel, u *User) *Interaction {
	x := &Interaction{d: d, id: d.clock.id(), kind: kind, channel: ch, user: u, created: d.clock.time()}
	x.ID = x.id
	x.token = "aW50ZXJhY3Rpb246" + digest("one "+x.id) + digest("two "+x.id) + digest("three "+x.id)
	if ch.guild != nil {
		x.member = ch.guild.member(u.ID)
	}
	return x
}

// send lets the bot know of the interaction.
func (x *Interaction) send(data object) *Interaction {
	x.d.interactions[x.token] = x
	x.d.gateway.send(event{name: "INTERACTION_CREATE", data: x.wire(data), guild: x.channel.guild})
	return x
}

func (x *Interaction) owners() object {
	if x.channel.guild == nil {
		return object{"0": "0"}
	}
	return object{"0": x.channel.guild.ID}
}

func (x *Interaction) wire(data object) object {
	o := object{
		"id": x.id, "application_id": x.d.AppID, "type": x.kind, "token": x.token, "version": 1, "data": data,
		"channel_id": x.channel.ID, "channel": x.channel.wire(), "app_permissions": x.channel.botPermissions().String(),
		"locale": x.user.language, "entitlements": []any{}, "authorizing_integration_owners": x.owners(),
		"context": 1, "attachment_size_limit": maxBody,
	}
	if x.source != nil {
		o["message"] = x.source.wire()
	}
	g := x.channel.guild
	if g == nil {
		o["user"] = x.user.wire()
		return o
	}
	member := x.member.whole()
	member["permissions"] = x.member.permissionsIn(x.channel).String()
	o["member"], o["guild_id"], o["guild_locale"], o["context"] = member, g.ID, "en-US", 0
	o["guild"] = object{"id": g.ID, "locale": "en-US", "features": []string{}}
	return o
}

// late says whether the time to acknowledge is over.
func (x *Interaction) late() bool { return x.d.clock.time().Sub(x.created) > AckTime }

// expired says whether the token is of no use any more.
func (x *Interaction) expired() bool { return x.d.clock.time().Sub(x.created) > TokenLife }

func (x *Interaction) originalID() string {
	switch {
	case x.original != nil:
		return x.original.id
	case x.source != nil:
		return x.source.id
	}
	return x.id
}

// show sets what the person looks at; the interaction has come to something.
func (x *Interaction) show(m *message) { x.shown, x.settled = m, true }

// Wait waits until the bot has answered in the end: "thinking…" is no answer. It
// gives what the person then sees: the reply, or the message whose button was
// pressed when the answer changed that, or the zero Message for a modal, for
// choices, and when the reply was deleted.
func (x *Interaction) Wait(ctx context.Context) (Message, error) {
	if err := x.Refused(); err != nil {
		return Message{}, err
	}
	var failure error
	err := x.d.wait(ctx, func() bool {
		failure = x.failure()
		return failure != nil || x.settled
	})
	if err != nil {
		return Message{}, err
	}
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	if failure != nil || x.shown == nil || x.shown.deleted {
		return Message{}, failure
	}
	return x.shown.snapshot(), nil
}

var (
	errNoAck    = errors.New("the application did not respond within 3 s")
	errThinking = errors.New("the application was still thinking when its token died")
)

func (x *Interaction) failure() error {
	switch {
	case x.response == 0 && x.late():
		return errNoAck
	case x.response != 0 && !x.settled && x.expired():
		return errThinking
	}
	return nil
}

// Reply waits for the answer and fails the test when there is none.
func (x *Interaction) Reply() Message {
	x.d.t.Helper()
	ctx, cancel := x.d.deadline()
	defer cancel()
	m, err := x.Wait(ctx)
	if err != nil {
		x.d.fatalf("%s: no reply: %v", x.name, err)
	}
	return m
}

// Refused tells why Discord's client did not let the person do it; nil when it
// did.
func (x *Interaction) Refused() error {
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	if x.refused == nil {
		return nil
	}
	x.refused.asked = true
	return x.refused.err
}

// Ack is how long after the act the bot acknowledged it, by the fake's clock; ok
// is false when it has not.
func (x *Interaction) Ack() (after time.Duration, ok bool) {
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	if x.response == 0 {
		return 0, false
	}
	return x.acked.Sub(x.created), true
}

// Acknowledged waits for the bot to acknowledge, be it by "thinking…".
func (x *Interaction) Acknowledged() {
	x.d.t.Helper()
	x.d.Until(x.name+" is acknowledged", func() bool { _, ok := x.Ack(); return ok })
}

// Failed says whether the person sees "The application did not respond".
func (x *Interaction) Failed() bool {
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	return x.response == 0 && x.late()
}

// FollowUps are the messages after the first answer that are not deleted.
func (x *Interaction) FollowUps() []Message {
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	var list []Message
	for _, m := range x.followUps {
		if !m.deleted {
			list = append(list, m.snapshot())
		}
	}
	return list
}

// Choices waits for what an autocompletion offers.
func (x *Interaction) Choices() []Choice {
	x.d.t.Helper()
	x.Reply()
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	return slices.Clone(x.choices)
}

// Kill ends the token before its time, as Discord does now and then.
func (x *Interaction) Kill() { x.d.change(func() { x.dead = true }) }

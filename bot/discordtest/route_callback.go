package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
)

// Types of callbacks.
const (
	replyCallback   = 4
	deferCallback   = 5
	deferUpdate     = 6
	updateCallback  = 7
	choicesCallback = 8
	modalCallback   = 9
)

// Flags that replies may be sent with, and edited to.
const (
	flagsOfReply    = SuppressEmbeds | Ephemeral | SuppressNotifications | ComponentsV2
	flagsOfRevision = SuppressEmbeds | ComponentsV2
)

// callbacks are the types that each kind of interaction takes.
var callbacks = map[int][]int{
	commandInteraction:      {replyCallback, deferCallback, modalCallback},
	componentInteraction:    {replyCallback, deferCallback, deferUpdate, updateCallback, modalCallback},
	autocompleteInteraction: {choicesCallback},
	modalInteraction:        {replyCallback, deferCallback, deferUpdate, updateCallback},
}

// playCallback is the first answer to an interaction.
func playCallback(c *call) (int, any, *apiError) {
	x := c.d.interactions[c.param("interaction_token")]
	if x == nil || x.id != c.param("interaction_id") {
		return 0, nil, notFound(UnknownInteraction, "interaction")
	}
	switch {
	case x.response != 0:
		return 0, nil, badRequest(AlreadyAcknowledged, "Interaction has already been acknowledged.")
	case x.late():
		return 0, nil, notFound(UnknownInteraction, "interaction").because("%s came %v after it was made", x.name, c.d.clock.time().Sub(x.created))
	}
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := c.into(&body); err != nil {
		return 0, nil, err
	}
	if !slices.Contains(callbacks[x.kind], body.Type) {
		return 0, nil, invalid("type", "INTERACTION_RESPONSE_TYPE_INVALID", "This interaction cannot be answered so.")
	}
	if err := x.respond(c, body.Type, body.Data); err != nil {
		return 0, nil, err
	}
	x.response, x.acked = body.Type, c.d.clock.time()
	if c.r.URL.Query().Get("with_response") == "true" {
		return http.StatusOK, x.callbackWire(), nil
	}
	return http.StatusNoContent, nil, nil
}

func (x *Interaction) respond(c *call, kind int, raw json.RawMessage) *apiError {
	switch kind {
	case choicesCallback:
		return x.offer(c, raw)
	case modalCallback:
		if err := x.openModal(c); err != nil {
			return err
		}
		x.settled = true
		return nil
	}
	b := messageBody{}
	if raw != nil && string(raw) != "null" {
		if err := json.Unmarshal(raw, &b); err != nil {
			return invalid("data", "BASE_TYPE_BAD_TYPE", err.Error())
		}
	}
	if b.flags()&^flagsOfReply != 0 {
		return invalid("data.flags", "BASE_TYPE_BAD_VALUE", "A reply cannot have these flags.")
	}
	switch kind {
	case replyCallback:
		return x.answer(c, &b)
	case deferCallback:
		x.think(&b)
	case deferUpdate, updateCallback:
		return x.update(c, kind, &b)
	}
	return nil
}

// answer is a reply at once.
func (x *Interaction) answer(c *call, b *messageBody) *apiError {
	m := x.newMessage(b.flags())
	if err := c.fill(m, "data.", b); err != nil {
		return err
	}
	x.original = m
	x.d.publish(m)
	x.show(m)
	return nil
}

// think shows "thinking…". Discord would drop what else the bot said.
func (x *Interaction) think(b *messageBody) {
	for key := range b.given {
		if key == "content" && (b.Content == nil || *b.Content == "") || key == "tts" || key == "flags" || string(b.given[key]) == "null" {
			continue
		}
		x.d.violate(InvalidForm, "POST callback of "+x.name, "a deferral with %s, which is lost", key)
	}
	x.original = x.newMessage(b.flags()&Ephemeral | Loading)
	x.d.publish(x.original)
}

// update changes the message whose component was used, now or later.
func (x *Interaction) update(c *call, kind int, b *messageBody) *apiError {
	if x.source == nil {
		return invalid("type", "INTERACTION_RESPONSE_TYPE_INVALID", "There is no message to update.")
	}
	x.shown = x.source
	if kind == deferUpdate {
		return nil
	}
	if err := c.revise(x.source, "data.", b); err != nil {
		return err
	}
	x.show(x.source)
	return nil
}

// offer is what an autocompletion answers.
func (x *Interaction) offer(c *call, raw json.RawMessage) *apiError {
	var data struct {
		Choices []Choice `json:"choices"`
	}
	if err := json.Unmarshal(raw, &data); err != nil {
		return invalid("data", "BASE_TYPE_BAD_TYPE", err.Error())
	}
	c.form.choiceRules("data.choices", x.option, data.Choices, 100)
	if err := c.form.err(); err != nil {
		return err
	}
	x.choices, x.settled = data.Choices, true
	return nil
}

// newMessage is a reply or a follow-up before it has content.
func (x *Interaction) newMessage(flags int) *message {
	m := &message{d: x.d, channel: x.channel, author: x.d.bot, flags: flags, interaction: x}
	if flags&Ephemeral != 0 {
		m.visibleTo = x.user
	}
	if x.kind == commandInteraction && x.original == nil {
		m.kind = slashMessage
		if x.command.Type != SlashCommand {
			m.kind = menuMessage
		}
	}
	return m
}

// callbackWire is what with_response asks for.
func (x *Interaction) callbackWire() object {
	about := object{"id": x.id, "type": x.kind, "response_message_ephemeral": false, "response_message_loading": false}
	o := object{"interaction": about}
	m := x.original
	if m == nil {
		m = x.shown
	}
	if m != nil {
		about["response_message_id"] = m.id
		about["response_message_ephemeral"] = m.visibleTo != nil
		about["response_message_loading"] = m.flags&Loading != 0
		o["resource"] = object{"type": x.response, "message": m.wire()}
	}
	return o
}

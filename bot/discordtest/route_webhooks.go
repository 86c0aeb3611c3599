package discordtest

import "net/http"

// hook finds the interaction whose webhook the path means.
func (c *call) hook() (*Interaction, *apiError) {
	x := c.d.interactions[c.param("webhook_token")]
	switch {
	case x == nil || c.param("webhook_id") != c.d.AppID || x.dead:
		return nil, notFound(UnknownWebhook, "Webhook")
	case x.response == 0:
		return nil, notFound(UnknownWebhook, "Webhook").because("%s was not acknowledged", x.name)
	case x.expired():
		return nil, &apiError{Status: http.StatusUnauthorized, Code: InvalidToken, Message: "Invalid Webhook Token"}
	}
	return x, nil
}

// target finds the message of the path, which has no id for @original.
func (c *call) target() (*Interaction, *message, *apiError) {
	x, err := c.hook()
	if err != nil {
		return nil, nil, err
	}
	id := c.param("message_id")
	own := append([]*message{x.original}, x.followUps...)
	if x.original == nil {
		own[0] = x.source
	}
	for i, m := range own {
		if m != nil && !m.deleted && (m.id == id || id == "" && i == 0) {
			return x, m, nil
		}
	}
	return nil, nil, notFound(UnknownMessage, "Message")
}

func playReply(c *call) (int, any, *apiError) {
	_, m, err := c.target()
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, m.wire(), nil
}

func playEditReply(c *call) (int, any, *apiError) {
	x, m, err := c.target()
	if err != nil {
		return 0, nil, err
	}
	var b messageBody
	if err := c.into(&b); err != nil {
		return 0, nil, err
	}
	if b.flags()&Ephemeral != 0 && m.visibleTo == nil {
		c.d.settledPrivacy(x)
	}
	if b.flags()&^(flagsOfRevision|Ephemeral) != 0 {
		return 0, nil, invalid("flags", "BASE_TYPE_BAD_VALUE", "A reply cannot be given these flags.")
	}
	if err := c.revise(m, "", &b); err != nil {
		return 0, nil, err
	}
	x.show(m)
	return http.StatusOK, m.wire(), nil
}

// settledPrivacy notes that the bot believes it can still hide or show a reply.
func (d *Discord) settledPrivacy(x *Interaction) {
	d.violate(InvalidForm, "reply to "+x.name, "whether a reply is ephemeral is settled when it is deferred or sent")
}

func playDeleteReply(c *call) (int, any, *apiError) {
	x, m, err := c.target()
	if err != nil {
		return 0, nil, err
	}
	c.d.remove(m)
	x.settled = true
	return http.StatusNoContent, nil, nil
}

// playFollowUp sends a message after the first answer; while that is still
// "thinking…", it takes its place.
func playFollowUp(c *call) (int, any, *apiError) {
	x, err := c.hook()
	if err != nil {
		return 0, nil, err
	}
	var b messageBody
	if err := c.into(&b); err != nil {
		return 0, nil, err
	}
	if b.flags()&^flagsOfReply != 0 {
		return 0, nil, invalid("flags", "BASE_TYPE_BAD_VALUE", "A follow-up cannot have these flags.")
	}
	if m := x.original; m != nil && !m.deleted && m.flags&Loading != 0 {
		if (b.flags()&Ephemeral != 0) != (m.visibleTo != nil) {
			c.d.settledPrivacy(x)
		}
		if err := c.revise(m, "", &b); err != nil {
			return 0, nil, err
		}
		x.show(m)
		return http.StatusOK, m.wire(), nil
	}
	if x.channel.gone {
		return 0, nil, notFound(UnknownChannel, "Channel")
	}
	m := x.newMessage(b.flags())
	if err := c.fill(m, "", &b); err != nil {
		return 0, nil, err
	}
	c.d.publish(m)
	x.followUps = append(x.followUps, m)
	if !x.settled {
		x.show(m)
	}
	return http.StatusOK, m.wire(), nil
}

package bot

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// wrong answers "Wrong?": moderators may hide what the answer rests on; others
// tell what is wrong with it.
func (b *Bot) wrong(ctx context.Context, c *call) (reply, error) {
	args := c.args(2)
	if !b.mayModerate(ctx, c) {
		return complaintForm(args[0], args[1]), nil
	}
	return later{private: true, work: func(ctx context.Context) (card, error) {
		_, kept, err := b.kept(ctx, c, args[0], args[1])
		if err != nil {
			return card{}, err
		}
		return wrongCard(kept.ID, kept.Answer.Answer()), nil
	}}, nil
}

func wrongCard(id string, a claims.Answer) card {
	out := note("**What is wrong with it?**\n" +
		"• A claim misreads its article: hide it below. No answer uses it any more; `/claim unhide` brings it back.\n" +
		"• An article is wrong, or should not be here: `/article remove`.\n" +
		"• Something else: tell whoever runs this bot.")
	if list := cited(a); len(list) > 0 {
		out.rows = append(out.rows, []control{hideMenu(list)})
	}
	out.rows = append(out.rows, []control{button("Tell the operator", customID(verbComplain, id))})
	return out
}

func cited(a claims.Answer) []claims.Claim {
	out := make([]claims.Claim, len(a.Evidence))
	for i, e := range a.Evidence {
		out[i] = e.Claim
	}
	return out
}

// complain opens the form for what is wrong, and takes what was typed into it.
func (b *Bot) complain(_ context.Context, c *call) (reply, error) {
	args := c.args(2)
	if !c.isForm() {
		return complaintForm(args[0], args[1]), nil
	}
	b.log.Warn("an answer was called wrong", "answer", args[0], "server", c.place(args[1]), "by", c.who.id, "words", cut(plain(c.inputs["words"]), maxComplaint))
	return now{card: note("**Thank you.** It is noted with the answer, for whoever runs this bot.\n" +
		"“Show proof” shows the words that the answer rests on. Moderators of this server can hide a wrong claim at once: they press “Wrong?” too, or use `/claim hide`.\n" +
		"-# answer `" + idShown(args[0]) + "`")}, nil
}

const maxComplaint = 1000

func complaintForm(answer, server string) form {
	return form{id: customID(verbComplain, answer, server), title: "What is wrong with this answer?", inputs: []input{{
		id: "words", label: "What is wrong?", about: "Which sentence, and what would be right? A link helps.", long: true, required: true, most: maxComplaint,
	}}}
}

package bot

// table says which handler deals with which command, control and form.
// Commands are named by all their words, controls and forms by their verb.
func (b *Bot) table() map[string]handler {
	return map[string]handler{
		"ask": b.ask,

		verbProof:   b.showProof,
		verbSources: b.showSources,
	}
}

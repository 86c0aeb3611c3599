package extract

import "github.com/claimbot/claimbot/claims"

// carrierReach is how many attributions away the carried one can be.
const carrierReach = 8

// findCarriers turns "…, Reuters reports" about what someone else said into
// the carrier of that attribution.
func (d *document) findCarriers(all []attribution) {
	for i := range all {
		c := &all[i]
		if c.lemma != "report" && c.lemma != "according" && c.lemma != "say" && c.lemma != "quote" || c.source.empty() || !isOutlet(c.source.in(d.text)) {
			continue
		}
		for j := max(0, i-carrierReach); j < min(len(all), i+carrierReach); j++ {
			a := &all[j]
			if i != j && a.sentence == c.sentence && a.form <= formInf && !a.carrier && !isOutlet(a.source.in(d.text)) && holdsCue(*c, *a) {
				a.via = append(a.via, claims.Via{Name: outletName(c.source.in(d.text)), Span: d.span(c.source.start, c.source.end)})
				c.carrier = true
			}
		}
	}
}

// holdsCue says whether a's source and cue stand inside c's content.
func holdsCue(c, a attribution) bool {
	for _, s := range c.content {
		if s.holds(a.cue) && (a.source.empty() || s.holds(a.source)) {
			return true
		}
	}
	return false
}

// isOutlet says whether a source is a news outlet.
func isOutlet(name string) bool { return outletName(name) != "" }

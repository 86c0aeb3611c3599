package extract

import "github.com/claimbot/claimbot/claims"

// attribution is who said what, as spans of the text.
type attribution struct {
	source, cue span
	content     []span // in text order; more than one where it is interrupted
	via         []claims.Via
	modality    claims.Modality
	speaker     *claims.Speaker
}

// findAttributions finds who said what.
func findAttributions(d *document) []attribution { return nil }

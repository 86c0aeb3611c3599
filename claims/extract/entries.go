package extract

import "github.com/claimbot/claimbot/claims"

// publishedIn is when a passage was published: in a live blog the time of its
// entry, or the day of its entries, for no passage has those of two days.
func (d *document) publishedIn(p passage) claims.Time {
	first, last := d.article.ReportedAt(p.start), d.article.ReportedAt(p.end-1)
	if first == last {
		return first
	}
	return claims.Time(first.Day())
}

// isOtherDay says whether piece was published on another day than p: "today"
// means something else there.
func (d *document) isOtherDay(p passage, piece span) bool {
	return len(d.article.Entries) > 0 && d.article.ReportedAt(p.start).Day() != d.article.ReportedAt(piece.start).Day()
}

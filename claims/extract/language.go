package extract

import "github.com/claimbot/claimbot/claims"

// unknownLanguage says, for a person, that the article is in a language that
// these rules do not know; "" if it can be read.
func unknownLanguage(a claims.Article) string { return "" }

package articles

import "github.com/claimbot/claimbot/claims"

// page is what was read of an article.
type page struct {
	Text, Title, Author, Outlet, Canonical, Language string
	Published, Modified                              claims.Time
}

// parsePage reads a web page.
func parsePage(_ []byte, _, _ string) (page, error) {
	return page{}, claims.Errorf(claims.EUnsupported, "Web pages are not read yet; paste the text instead.")
}

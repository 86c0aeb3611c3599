package articles

import "github.com/ledongthuc/pdf"

// pdfPage is what is read of a page.
type pdfPage struct {
	contents, resources pdf.Value
	turn                int64 // in degrees to the right
}

// Bounds of the tree of pages.
const (
	maxPageNodes = 20 * maxPDFPages
	maxPageDepth = 40
)

// pdfPages lists the pages. The tree of them may lead back into itself.
func pdfPages(root pdf.Value) ([]pdfPage, error) {
	t := pageTree{}
	err := t.walk(root, pdfPage{}, 0)
	return t.pages, err
}

type pageTree struct {
	pages []pdfPage
	nodes int
}

func (t *pageTree) walk(v pdf.Value, above pdfPage, depth int) error {
	if t.nodes++; t.nodes > maxPageNodes || depth > maxPageDepth || len(t.pages) > maxPDFPages {
		return errPages
	}
	if own := v.Key("Resources"); own.Kind() == pdf.Dict {
		above.resources = own
	}
	if own := v.Key("Rotate"); own.Kind() == pdf.Integer {
		above.turn = own.Int64()
	}
	kids := v.Key("Kids")
	if kids.Kind() != pdf.Array {
		if above.contents = v.Key("Contents"); v.Kind() == pdf.Dict {
			t.pages = append(t.pages, above)
		}
		return nil
	}
	for i := range kids.Len() {
		if err := t.walk(kids.Index(i), above, depth+1); err != nil {
			return err
		}
	}
	return nil
}

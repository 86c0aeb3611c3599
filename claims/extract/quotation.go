package extract

// quotation is what stands between quotation marks, marks included.
type quotation struct {
	span
	inner span
}

func findQuotations(d *document) []quotation { return nil }

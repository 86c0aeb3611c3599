package extract

import "github.com/claimbot/claimbot/claims"

// nameIndex holds the names of a document, in text order.
type nameIndex struct{}

func findNames(d *document) nameIndex       { return nameIndex{} }
func findDates(d *document) []claims.When   { return nil }
func findPlaces(d *document) []claims.Place { return nil }

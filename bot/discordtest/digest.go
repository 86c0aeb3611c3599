package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// digest makes an opaque name out of what must not show.
func digest(of string) string {
	sum := sha256.Sum256([]byte("discordtest " + of))
	return hex.EncodeToString(sum[:])
}

func numberText(n int) string { return strconv.Itoa(n) }

// compareIDs orders snowflakes by age.
func compareIDs(a, b string) int {
	x, _ := strconv.ParseUint(a, 10, 64) // a wrong one counts as 0
	y, _ := strconv.ParseUint(b, 10, 64)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

package diff

import "strings"

// words tells how one paragraph became another.
func words(before, after string) []Run {
	a, b := strings.Fields(before), strings.Fields(after)
	var out []Run
	for _, s := range bridged(compare(a, b)) {
		if s.same {
			out = append(out, Run{Same, strings.Join(b[s.b0:s.b1], " ")})
			continue
		}
		if s.a0 < s.a1 {
			out = append(out, Run{Dropped, strings.Join(a[s.a0:s.a1], " ")})
		}
		if s.b0 < s.b1 {
			out = append(out, Run{Added, strings.Join(b[s.b0:s.b1], " ")})
		}
	}
	return out
}

// bridged takes a single word that stayed amid many that changed into the
// change: "the" between two rewritten halves tells nobody anything.
func bridged(all []stretch) (out []stretch) {
	for i, s := range all {
		n := len(out)
		lone := s.same && s.b1-s.b0 == 1 && i > 0 && i < len(all)-1 && long(all[i-1]) && long(all[i+1])
		if lone || n > 0 && !s.same && !out[n-1].same {
			out[n-1].a1, out[n-1].b1 = s.a1, s.b1
			continue
		}
		out = append(out, s)
	}
	return out
}

// long says whether at least two words changed on either side.
func long(s stretch) bool { return s.a1-s.a0 > 1 || s.b1-s.b0 > 1 }

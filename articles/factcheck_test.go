package articles

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims"
)

func checksIn(t *testing.T, page string) []claims.FactCheck {
	t.Helper()
	doc, err := parseTree([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	at, _ := url.Parse(harbour)
	return factChecksOf(doc, at, today)
}

func TestFactChecks(t *testing.T) {
	const review = `{"@type":"ClaimReview","claimReviewed":"The dam broke","url":"/check/1","datePublished":"2025-03-14","author":{"@type":"Organization","name":"Harbour Post"},
		"itemReviewed":{"@type":"Claim","author":{"name":"Ada Quell"}},"reviewRating":{"ratingValue":1,"bestRating":5,"worstRating":1,"alternateName":"False"}}`
	want := []claims.FactCheck{{Claim: "The dam broke", ClaimedBy: "Ada Quell", Rating: "False", Reviewer: "Harbour Post", URL: "https://www.harbour-post.example/check/1", ReviewedAt: "2025-03-14"}}
	for name, data := range map[string]string{
		"alone": review, "list": "[" + review + "," + review + "]", "graph": `{"@graph":[{"@type":"WebPage"},` + review + `]}`,
		"nested": `{"@type":"NewsArticle","review":[` + review + `]}`, "several types": strings.Replace(review, `"ClaimReview"`, `["Review","ClaimReview"]`, 1),
	} {
		if diff := cmp.Diff(want, checksIn(t, `<script type="application/ld+json">`+data+`</script>`)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	got := checksIn(t, `<div itemscope itemtype="https://schema.org/ClaimReview"><b itemprop="claimReviewed">The dam broke</b><a itemprop="url" href="/check/1"></a><meta itemprop="datePublished" content="2025-03-14">
		<i itemprop="author" itemscope><b itemprop="name">Harbour Post</b></i><i itemprop="itemReviewed" itemscope><i itemprop="author" itemscope><b itemprop="name">Ada Quell</b></i></i>
		<i itemprop="reviewRating" itemscope><b itemprop="alternateName">False</b></i></div>`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("microdata: %s", diff)
	}
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for data, want := range map[string]string{
		strings.Replace(review, `,"alternateName":"False"`, "", 1):              "1 on a scale from 1 (worst) to 5 (best)",
		strings.Replace(review, `"False"`, `"`+strings.Repeat("x", 500)+`"`, 1): strings.Repeat("x", 200) + "…",
	} {
		if got := checksIn(t, ld(data)); len(got) != 1 || got[0].Rating != want {
			t.Errorf("rating %+v, want %s", got, want)
		}
	}
	if got := checksIn(t, ld(strings.Replace(review, "Harbour Post", "Reuters", 1))); len(got) != 1 || got[0].Reviewer != "Reuters (harbour-post.example)" {
		t.Errorf("a foreign reviewer is %+v", got)
	}
	for _, none := range []string{`{"@type":"ClaimReview","claimReviewed":"x"}`, `{"@type":"ClaimReview","reviewRating":{"ratingValue":1}}`, `{"@type":"Review","reviewRating":{"ratingValue":1},"claimReviewed":"x"}`, `[[[]]]`} {
		if got := checksIn(t, ld(none)); len(got) > 0 {
			t.Errorf("%s gives %+v", none, got)
		}
	}
}

func FuzzFactChecks(f *testing.F) {
	f.Add(`{"@type":"ClaimReview","claimReviewed":["x"],"reviewRating":[{"ratingValue":1e99}],"url":":"}`)
	f.Add(`</script><p itemscope itemtype="/ClaimReview"><p itemprop=claimReviewed>`)
	f.Fuzz(func(t *testing.T, data string) {
		doc, err := parseTree([]byte(`<script type="application/ld+json">` + data + `</script>`))
		if err != nil {
			return
		}
		at, _ := url.Parse(harbour)
		all := factChecksOf(doc, at, today)
		for _, c := range all {
			if c.Claim == "" || c.Rating == "" || len(c.Claim) > maxReviewed+3 || len(all) > maxFactChecks {
				t.Fatalf("%+v", c)
			}
		}
	})
}

package articles

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what comes out in testdata")

// TestPlain reads each story of testdata/plain: the file "in.txt" or "in.md",
// and "out", what must come of it.
func TestPlain(t *testing.T) {
	stories, err := filepath.Glob("testdata/plain/*.txtar")
	if err != nil || len(stories) < 8 {
		t.Fatalf("%d stories: %v", len(stories), err)
	}
	for _, path := range stories {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil || len(archive.Files) != 2 {
				t.Fatalf("%d files: %v", len(archive.Files), err)
			}
			in, out := archive.Files[0], &archive.Files[1]
			p, err := parseAs(t.Context(), formOfName(in.Name), in.Data, "", "", "The file", today)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(p)
			if *update {
				out.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(out.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, out.Data)
			}
		})
	}
}

func describe(p page) string {
	var b strings.Builder
	for _, field := range []struct{ name, value string }{
		{"title", p.Title}, {"author", p.Author}, {"outlet", p.Outlet}, {"canonical", p.Canonical}, {"published", string(p.Published)}, {"modified", string(p.Modified)},
	} {
		if field.value != "" {
			b.WriteString(field.name + ": " + field.value + "\n")
		}
	}
	return b.String() + "\n" + p.Text + "\n"
}

// TestRealSentencesStay holds the rules for boilerplate against sentences that
// look like it.
func TestRealSentencesStay(t *testing.T) {
	for _, s := range []string{
		"Sign up to our newsletter, the card on every table in the café reads, and few do.",
		"Subscribe to our newsletter was the only line left on the site after the attack.",
		"Newsletters are read by fewer people every year, a study of 40 outlets found.",
		"Follow us on Instagram, the poster at the harbour asked, but the account was gone.",
		"‘Get in touch with us by e-mail,’ the police said.",
		"More: the word stood on every wall of the old town, and nobody knew who had written it.",
		"Share prices fell by a tenth on Monday.",
		"Comments by the minister were met with silence.",
		"This website uses cookies, the watchdog said, and it never asked.",
		"For more stories like this to be told, the city must open its archive.",
		"Advertisement spending fell by a tenth last year.",
		"Do you have a story about the tram?",
		"Image rights belong to the town.",
		"To view this video, visitors queued for hours at the museum.",
		"Read more books, the library asks the children of Lindau.",
		"Facebook was fined on Monday.",
		"Print shops closed across the country.",
		"Getty Images was sold on Monday.", "Reuters and AP said they would pay.", "Photographers Anna Kovrin and Bo Lund were hurt",
		"Pictures: how the lake froze", "12 shares were sold on Monday", "33 comments led to a trial, the court said.",
		"Sign up to fight, the army told the young", "Install the app, the city told drivers.", "Be the first to go, the mayor told his deputy.",
		"Privacy notice: the city said nobody reads it.", "This article is more than a year late, the editor wrote.",
		"90 min", "Related deaths rose by a tenth", "More from the council is expected on Friday", "The ferry takes 4 min",
	} {
		if got := cleanParagraphs([]string{s}); !slices.Equal(got, []string{s}) {
			t.Errorf("dropped %q", s)
		}
	}
}

func TestBoilerplateGoes(t *testing.T) {
	for _, s := range []string{
		"To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video",
		"Please enable JavaScript to continue.", "Your browser does not support the video tag.",
		"Get in touch with our news team by emailing us at desk@harbour-post.example.",
		"If you've got a story, video or pictures, get in touch with our desk by e-mailing tips@harbour-post.example.",
		"For more stories like this, check our news page.", "For more stories like this check out our news page",
		"Follow us on Twitter and Facebook", "Follow Harbour Post on X, Instagram and WhatsApp for the latest news.", "Like us on Facebook.",
		"Sign up to our free daily newsletter", "Subscribe to our newsletter to get the day's stories in your inbox.", "Sign up here for our morning briefing, every weekday",
		"Read more: Ten walks along the harbour", "MORE: Mayor ‘furious’ as tram line shuts", "READ MORE | Storm warning for the coast", "Related: What we know so far",
		"Advertisement", "ADVERTISEMENT - SCROLL TO CONTINUE", "Story continues below advertisement", "Share this article", "Share", "Share this with", "12 comments", "View comments",
		"We use cookies to improve your experience.", "This website uses cookies. Accept all to go on.", "By continuing to use this site you agree to our terms.",
		"12 shares", "1.2K shares 33 View comments", "33 comments", "View gallery", "Share or comment on this article: Mayor in court", "Copylink",
		"This article is more than 3 months old", "Estimated reading time: 4 minutes", "3-minute read", "Reuse this content", "after newsletter promotion",
		"Getty Images", "Photograph: Anna Kovrin/Reuters", "[Anna Kovrin/AFP]", "AFP via Getty Images", "(Picture: Bo Lund)", "Photo by Bo Lund",
		"Sign up to The Harbour Briefing", "Install our free app", "Keep up with the latest news from Lindau by following the Post",
		"© 2026 Harbour Post. All rights reserved.", "All rights reserved.", "Image source, Harbour Post", "Click here to read more", "Most read", "4 min read", "Skip to main content", "Sign in",
	} {
		if got := cleanParagraphs([]string{s}); len(got) != 0 {
			t.Errorf("kept %q", got)
		}
	}
	ran := "To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video A tram left the rails."
	if got := cleanParagraphs([]string{ran}); !slices.Equal(got, []string{"A tram left the rails."}) {
		t.Errorf("a notice that ran into the text: %q", got)
	}
}

// TestListsEnd: what stands beneath a list of other stories is the article's.
func TestListsEnd(t *testing.T) {
	for in, want := range map[string]string{
		"One was hurt.\nMore on this story\nTwo were hurt.":                                         "One was hurt.|Two were hurt.",
		"One was hurt.\nRead more:\nStorm on the lake\nTwo were hurt.":                              "One was hurt.|Two were hurt.",
		"One was hurt.\nRead more:\nStorm on the lake\n\nWhat is known\nTwo were hurt.":             "One was hurt.|What is known|Two were hurt.",
		"One was hurt.\n\nRelated stories\n\nStorm on the lake\n\nWhat is known?\n\nTwo were hurt.": "One was hurt.|What is known?|Two were hurt.",
		"Topics\nTransport\nThe council wants the line to be closed for good\nTwo were hurt.":       "The council wants the line to be closed for good|Two were hurt.",
		"Sign up to Harbour Today\nThe mayor went\nTwo were hurt.":                                  "The mayor went|Two were hurt.",
		"Sign up to Harbour Today\n\"I went,\" he said\nAfter newsletter promotion\nTwo were hurt.": "\"I went,\" he said|Two were hurt.",
		"The mayor had asked for\nmore news\nfrom the lake and got it.":                             "The mayor had asked for more news from the lake and got it.",
	} {
		if got := strings.Join(cleanParagraphs(splitParagraphs(in)), "|"); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}

// TestHeadStays: what only looks like the head of a page is text.
func TestHeadStays(t *testing.T) {
	for _, in := range []string{
		"Tram leaves the rails at the harbour\n\nOne was hurt when the tram left the rails on Monday.\n\nThe mayor said the line was old.\n\n9 March 2026\n\nTwo more were hurt on the line.",
		"Tram leaves the rails at the harbour\n\nOld Harbour\n\nOne was hurt when the tram left the rails on Monday.",
		"Tram leaves the rails at the harbour\n\nOne was hurt when the tram left the rails on Monday.\n\nReporting by the council was late.",
		"Tram leaves the rails at the harbour\n\nOne was hurt when the tram left the rails on Monday.\n\nSource: nobody said it was the driver.",
	} {
		title, text, _ := strings.Cut(in, "\n\n")
		if p := parsePlain(in); p.Title != title || p.Text != text {
			t.Errorf("%q\n%+v", in, p)
		}
	}
}

// TestEscapesGo: sequences for terminals go whole, also where they part a name;
// what a sequence that has no end stands before stays.
func TestEscapesGo(t *testing.T) {
	for in, want := range map[string]string{
		"Mayor \x1b[31mJon\x1b[0m Hal\x1b[1;4mvick spoke.":                      "Mayor Jon Halvick spoke.",
		"\x1b]0;desk\x07Mayor Jon Halvick spoke.":                               "Mayor Jon Halvick spoke.",
		"Mayor \x1b]8;;https://a.example\x1b\\Jon Halvick\x1b]8;;\x1b\\ spoke.": "Mayor Jon Halvick spoke.",
		"\u009b1mMayor\u009b0m Jon\b\x00 Halvick\x7f\x1b(B spoke.":              "Mayor Jon Halvick spoke.",
		"\x1b]Mayor Jon Halvick spoke.":                                         "Mayor Jon Halvick spoke.",
		"\x1bMayor Jon Halvick \x1bspoke.\x1b":                                  "Mayor Jon Halvick spoke.",
		"Mayor Jon [31m] Halvick spoke.":                                        "Mayor Jon [31m] Halvick spoke.",
	} {
		if got := parsePlain(in).Text; got != want {
			t.Errorf("plain %q: %q", in, got)
		}
		if got := oneLine(in); got != want {
			t.Errorf("page %q: %q", in, got)
		}
		if got := parseMarkdown(in).Text; got != want && !strings.Contains(in, "m]") {
			t.Errorf("Markdown %q: %q", in, got)
		}
	}
}

// FuzzPlain: whatever comes in, what comes out is valid UTF-8, has no control
// characters and no wide gaps, and is not longer than what came in but for the
// line ends between paragraphs and the commas between a table's cells.
func FuzzPlain(f *testing.F) {
	f.Add("A tram left\nthe rails.\r\n\r\n\r\nTwo were hurt.\u200b\x00")
	f.Add("# Title\n\n> **quoted** [text](http://a.example) `x`\n\n| a | b |\n|--|--|\n| 1 | 2 |\n")
	f.Add("\xff\xfe\x00 \u2028 ad\u00advert\n\nAdvertisement\n\nShare")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range []page{parsePlain(s), parseMarkdown(s)} {
			switch {
			case !utf8.ValidString(p.Text) && utf8.ValidString(s):
				t.Errorf("not valid UTF-8: %q of %q", p.Text, s)
			case strings.ContainsAny(p.Text, "\x00\x1b\r\v\ufeff\u200b"):
				t.Errorf("control characters: %q", p.Text)
			case strings.Contains(p.Text, "\n\n\n"):
				t.Errorf("wide gap: %q", p.Text)
			case len(p.Text) > len(s)+2*strings.Count(normalise(s), "\n")+strings.Count(s, "|"):
				t.Errorf("%d bytes of %d: %q", len(p.Text), len(s), p.Text)
			}
		}
	})
}

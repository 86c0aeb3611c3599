package articles

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
)

var errNoItems = errors.New("a JSON object without a list of items")

// readJSON reads a JSON Feed item by item, so that one of another shape costs
// none of the others. Where the JSON itself breaks off, what came before stays.
func (l *listing) readJSON(text string) error {
	in := json.NewDecoder(strings.NewReader(text))
	if _, err := in.Token(); err != nil {
		return fmt.Errorf("read the feed: %w", err)
	}
	head, listed := map[string]json.RawMessage{}, false
	for in.More() {
		key, err := in.Token()
		if err != nil {
			return l.brokenOff(listed, err)
		}
		if key == "items" {
			listed = true
			if err := l.readItems(in); err != nil {
				return l.brokenOff(listed, err)
			}
			continue
		}
		var value json.RawMessage
		if err := in.Decode(&value); err != nil {
			return l.brokenOff(listed, err)
		}
		if name, ok := key.(string); ok && isHeadKey(name) {
			head[name] = value
		}
	}
	if !listed {
		return errNoItems
	}
	if plain, err := json.Marshal(head); err == nil {
		if f, err := newFeedParser().ParseString(string(plain)); err == nil {
			l.head(f)
		}
	}
	return nil
}

func isHeadKey(key string) bool {
	return key == "version" || key == "title" || key == "home_page_url"
}

// brokenOff says what a feed is whose JSON breaks.
func (l *listing) brokenOff(listed bool, err error) error {
	if listed && len(l.entries) > 0 {
		l.page.Broken++
		return nil
	}
	return fmt.Errorf("read the feed: %w", err)
}

func (l *listing) readItems(in *json.Decoder) error {
	if begin, err := in.Token(); err != nil || begin != json.Delim('[') {
		return errors.Join(errNoItems, err)
	}
	parser := newFeedParser()
	var part []string
	for in.More() {
		var item json.RawMessage
		if err := in.Decode(&item); err != nil {
			l.readItemsPart(parser, part)
			return err
		}
		if l.seen++; l.seen > mostParsed {
			l.page.LeftOut++
			continue
		}
		if part = append(part, string(item)); len(part) == entriesAPart {
			l.readItemsPart(parser, part)
			part = part[:0]
		}
	}
	l.readItemsPart(parser, part)
	_, err := in.Token()
	return err
}

// readItemsPart reads some items together, or each by itself where one of them
// is of another shape.
func (l *listing) readItemsPart(parser *gofeed.Parser, part []string) {
	if len(part) == 0 || l.readItem(parser, part...) {
		return
	}
	for _, item := range part {
		if !l.readItem(parser, item) {
			l.page.Broken++
		}
	}
}

// readItem reads items, and says whether it could read all of them.
func (l *listing) readItem(parser *gofeed.Parser, items ...string) bool {
	var read *gofeed.Feed
	err := unbrokenFeed(func() (err error) {
		read, err = parser.ParseString(`{"items":[` + strings.Join(items, ",") + `]}`)
		return err
	})
	if err != nil || len(read.Items) != len(items) || slices.Contains(read.Items, nil) || !l.allNamed(read.Items) {
		return false
	}
	l.take(read.Items)
	return true
}

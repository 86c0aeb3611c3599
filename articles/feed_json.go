package articles

import (
	"encoding/json"
	"errors"
	"fmt"
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
	for in.More() {
		var item json.RawMessage
		if err := in.Decode(&item); err != nil {
			return err
		}
		if l.seen++; l.seen > mostParsed {
			l.page.LeftOut++
			continue
		}
		l.readItem(parser, item)
	}
	_, err := in.Token()
	return err
}

func (l *listing) readItem(parser *gofeed.Parser, item json.RawMessage) {
	var read *gofeed.Feed
	err := unbrokenFeed(func() (err error) {
		read, err = parser.ParseString(`{"items":[` + string(item) + `]}`)
		return err
	})
	if err != nil || len(read.Items) != 1 || read.Items[0] == nil || !l.allNamed(read.Items) {
		l.page.Broken++
		return
	}
	l.take(read.Items)
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// answerRow is a kept answer, whole.
type answerRow struct {
	id, question string
	earlier      []string
	answer       claims.Answer
	fallen       []proof.Fallen
}

// erasure is what is to go out of answers: what rests on these claims of an
// article and, by cover, words out of what rests on its others.
type erasure struct {
	article string
	claims  map[string]bool     // that go
	own     map[string]bool     // all of the article
	cover   func(string) string // nil for none
}

// purgeAnswers takes out of the kept answers what rests on an article.
func purgeAnswers(ctx context.Context, tx *transaction, ws, article string) (changed int, err error) {
	e := erasure{article: article}
	if e.claims, err = claimsOf(ctx, tx, ws, article); err != nil {
		return 0, err
	}
	e.own = e.claims
	return e.apply(ctx, tx, ws)
}

func claimsOf(ctx context.Context, tx *transaction, ws, article string) (map[string]bool, error) {
	all := map[string]bool{}
	err := each(ctx, tx, `SELECT id FROM claims WHERE workspace = ? AND article = ?`, []any{ws, article}, func(row *sql.Rows) error {
		var id string
		err := row.Scan(&id)
		all[id] = true
		return err
	})
	return all, err
}

// apply changes the answers that tell of the article, and says how many.
func (e erasure) apply(ctx context.Context, tx *transaction, ws string) (changed int, err error) {
	rows, err := e.touched(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		before, err := row.encode()
		if err != nil {
			return changed, err
		}
		e.drop(&row)
		if e.cover != nil {
			if err := e.coverIn(&row); err != nil {
				return changed, err
			}
		}
		after, err := row.encode()
		if err != nil {
			return changed, err
		}
		if slices.Equal(before, after) {
			continue
		}
		changed++
		if _, err := tx.ExecContext(ctx, `UPDATE answers SET question = ?, earlier = ?, body = ?, fallen = ? WHERE workspace = ? AND id = ?`, append(after, ws, row.id)...); err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// touched reads the answers that cite the article's claims, or name one as
// near, or had a sentence that fell for one. Those that only look as if they
// did are left out again.
func (e erasure) touched(ctx context.Context, tx *transaction, ws string) (rows []answerRow, err error) {
	key, err := json.Marshal(e.article)
	if err != nil {
		return nil, err
	}
	query := `SELECT id, question, earlier, body, fallen FROM answers a WHERE workspace = ?1 AND (instr(body, ?2)
		OR id IN (SELECT k.answer FROM citations k JOIN claims c ON c.workspace = k.workspace AND c.id = k.claim WHERE k.workspace = ?1 AND c.article = ?3)
		OR fallen NOT IN ('[]', 'null'))`
	err = each(ctx, tx, query, []any{ws, string(key), e.article}, func(row *sql.Rows) error {
		var r answerRow
		var earlier, body, fallen string
		if err := row.Scan(&r.id, &r.question, &earlier, &body, &fallen); err != nil {
			return err
		}
		for from, to := range map[*string]any{&earlier: &r.earlier, &body: &r.answer, &fallen: &r.fallen} {
			if err := json.Unmarshal([]byte(*from), to); err != nil {
				return fmt.Errorf("read answer %s: %w", r.id, err)
			}
		}
		if e.tellsOf(r) {
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

func (e erasure) tellsOf(r answerRow) bool {
	for id := range cited(r.answer) {
		if e.own[id] {
			return true
		}
	}
	return slices.ContainsFunc(r.answer.Evidence, func(v claims.Evidence) bool { return v.ArticleID == e.article || v.Article.ID == e.article }) ||
		slices.ContainsFunc(r.answer.Nearest, e.isOwn) ||
		slices.ContainsFunc(r.fallen, func(f proof.Fallen) bool { return restsOn(e.own, f.Sentence.Citations) })
}

func (e erasure) isOwn(c claims.Claim) bool { return e.own[c.ID] || c.ArticleID == e.article }

func restsOn(set map[string]bool, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return set[id] })
}

// drop leaves of an answer what rests on other claims. Of the evidence that
// goes stays the id: what cites evidence by its number finds the others still.
func (e erasure) drop(r *answerRow) {
	a := &r.answer
	gone := func(ids []string) bool { return restsOn(e.claims, ids) }
	r.fallen = slices.DeleteFunc(r.fallen, func(f proof.Fallen) bool { return gone(f.Sentence.Citations) })
	facts := map[string]bool{}
	a.Facts = slices.DeleteFunc(a.Facts, func(f claims.Fact) bool {
		facts[f.ID] = gone(f.Claims)
		return facts[f.ID]
	})
	before := []int{len(a.Sentences), len(a.Conflicts), len(a.Nearest)}
	a.Sentences = slices.DeleteFunc(a.Sentences, func(s claims.Sentence) bool {
		return gone(s.Citations) || slices.ContainsFunc(s.Facts, func(id string) bool { return facts[id] })
	})
	a.Conflicts = slices.DeleteFunc(a.Conflicts, func(c claims.Conflict) bool {
		return slices.ContainsFunc(c.Sides, func(s claims.Side) bool { return gone(s.Citations) })
	})
	a.Nearest = slices.DeleteFunc(a.Nearest, func(c claims.Claim) bool { return e.claims[c.ID] })
	a.Purged = a.Purged || !slices.Equal(before, []int{len(a.Sentences), len(a.Conflicts), len(a.Nearest)})
	for i, v := range a.Evidence {
		if e.claims[v.ID] {
			a.Purged = true
			a.Evidence[i] = claims.Evidence{Claim: claims.Claim{ID: v.ID, ArticleID: v.ArticleID, Revision: v.Revision}}
		}
	}
	if len(a.Sentences) < before[0] {
		a.Answer = joined(a.Sentences)
	}
}

// coverIn covers words in the question and in what rests on the article.
func (e erasure) coverIn(r *answerRow) (err error) {
	a, own := &r.answer, func(ids []string) bool { return restsOn(e.own, ids) }
	r.question, a.Reason = e.cover(r.question), e.cover(a.Reason)
	for i := range r.earlier {
		r.earlier[i] = e.cover(r.earlier[i])
	}
	for i, f := range r.fallen {
		if own(f.Sentence.Citations) {
			r.fallen[i].Sentence.Text, r.fallen[i].Problem.Words = e.cover(f.Sentence.Text), e.cover(f.Problem.Words)
		}
	}
	for i, s := range a.Sentences {
		if own(s.Citations) {
			a.Sentences[i].Text = e.cover(s.Text)
		}
	}
	for i, f := range a.Facts {
		if own(f.Claims) {
			a.Facts[i].Text = e.cover(f.Text)
		}
	}
	for i, c := range a.Conflicts {
		a.Conflicts[i].About = e.cover(c.About)
		for j, side := range c.Sides {
			c.Sides[j].Text = e.cover(side.Text)
		}
	}
	for i, v := range a.Evidence {
		if e.own[v.ID] {
			err = errors.Join(err, covered(&a.Evidence[i], e.cover))
		}
	}
	for i, c := range a.Nearest {
		if e.isOwn(c) {
			err = errors.Join(err, covered(&a.Nearest[i], e.cover))
		}
	}
	a.Answer = joined(a.Sentences)
	if a.Refused {
		a.Answer = a.Reason
	}
	return err
}

// covered replaces every string in what v points to.
func covered[T any](v *T, cover func(string) string) error {
	body, err := mapStrings(v, cover)
	if err != nil {
		return err
	}
	var fresh T
	err = json.Unmarshal(body, &fresh)
	*v = fresh
	return err
}

// joined is an answer's text, as the verifier makes it.
func joined(sentences []claims.Sentence) string {
	lines := make([]string, len(sentences))
	for i, s := range sentences {
		lines[i] = s.Text
	}
	return strings.Join(lines, "\n")
}

// encode gives the columns question, earlier, body and fallen.
func (r *answerRow) encode() ([]any, error) {
	r.answer.Question = r.question
	columns := []any{r.question}
	for _, v := range []any{r.earlier, r.answer, r.fallen} {
		body, err := json.Marshal(v)
		if err != nil {
			return nil, fmt.Errorf("write answer %s: %w", r.id, err)
		}
		columns = append(columns, string(body))
	}
	return columns, nil
}

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
)

// everyTwentieth gives the text with every 20th word replaced by another.
func everyTwentieth(text string) string {
	words := strings.SplitAfter(text, " ")
	for i := 19; i < len(words); i += 20 {
		words[i] = fmt.Sprintf("иначе%d", i%97) + words[i]
	}
	return strings.Join(words, "")
}

// redline compares the act with a copy of which every 20th word differs: at 1 to 8 times its length, article by article,
// and with the programs that people have for it.
func (b *bench) redline() error {
	single, err := b.growth("redline", []int{1, 2, 4, 8}, func(content []byte) func() error {
		old := string(content)
		changed := everyTwentieth(old)
		return func() error {
			redline.Compare(old, changed)
			return nil
		}
	})
	if err != nil {
		return err
	}
	b.sheet.put("redline", milli(single), fmt.Sprintf("%.1f MB", float64(len(b.content))/1e6))
	if err := b.articles("article", "redline of an article", func(old, changed string) error {
		redline.Compare(old, changed)
		return nil
	}); err != nil {
		return err
	}
	old := string(b.content)
	return b.peers(single, old, everyTwentieth(old))
}

// instruct derives the amending instructions of each article of which every 20th word was changed.
func (b *bench) instruct() error {
	lang, profile := b.document.Expression.Lang, b.document.Profile
	return b.articles("instruct", "instruct, of an article", func(old, changed string) error {
		_, err := instruction.DeriveText(old, changed, lang, profile)
		return err
	})
}

// articles measures each article of the act beside a changed copy and prints the middle, the slowest of a hundred and the
// slowest of all.
func (b *bench) articles(key, what string, measure func(old, changed string) error) error {
	var times []time.Duration
	for _, article := range b.document.Expression.Articles() {
		old := article.Wording()
		changed := everyTwentieth(old)
		if changed == old {
			continue
		}
		took, err := b.best(func() error { return measure(old, changed) })
		if err != nil {
			return fmt.Errorf("article %s: %w", article.Num, err)
		}
		times = append(times, took)
	}
	if len(times) == 0 {
		return nil
	}
	slices.Sort(times)
	b.sheet.put(key, milli(times[len(times)*99/100]), fmt.Sprintf("%d articles", len(times)))
	table := b.table(what, "articles", "median ms", "p99 ms", "max ms")
	row(table, "", fmt.Sprint(len(times)), milliseconds3(times[len(times)/2]), milliseconds3(times[len(times)*99/100]),
		milliseconds3(times[len(times)-1]))
	return table.Flush()
}

func milliseconds3(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()*1e3) }

// instructions is how many instructions the amending act of the measurement has.
const instructions = 100

// apply carries out an amending act of 100 instructions on the whole act, reading the amending act included.
func (b *bench) apply() error {
	e := b.document.Expression
	amending, n, err := amendingAct(e, b.document.Profile)
	if err != nil {
		return err
	}
	took, err := b.best(func() error {
		_, done := instruction.Amend(b.document, amending)
		for _, r := range done.Instructions {
			if r.Status != instruction.Applied {
				return fmt.Errorf("instruction %d: %s", r.N, r.Reason)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.sheet.put("apply", milli(took), fmt.Sprintf("%d on %d articles", n, len(e.Articles())))
	table := b.table("apply", "instructions", "articles", "ms")
	row(table, "", fmt.Sprint(n), fmt.Sprint(len(e.Articles())), milliseconds(took))
	return table.Flush()
}

// amendingAct orders one change of words in each of as many articles as there are instructions wanted, spread over the act.
func amendingAct(e *act.Expression, profile act.Profile) (text string, n int, err error) {
	var mods []instruction.Modification
	for _, article := range e.Articles() {
		old := article.Wording()
		words := strings.Fields(old)
		if len(words) < 30 || len(mods) == instructions {
			continue
		}
		middle := words[len(words)/2]
		changed := strings.Replace(old, " "+middle+" ", " "+middle+" незамедлительно ", 1)
		if changed == old {
			continue
		}
		derived, err := instruction.DeriveText(old, changed, e.Lang, profile)
		if err != nil {
			return "", 0, fmt.Errorf("article %s: %w", article.Num, err)
		}
		mods = append(mods, derived[:min(len(derived), instructions-len(mods))]...)
	}
	return instruction.Compose(mods, e.Lang), len(mods), nil
}

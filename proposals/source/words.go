package source

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// plain adds words without a number: a часть or an абзац of the unit they stand in.
func (b *body) plain(i int, k kind) {
	l := &b.lines[i]
	depth := b.plainDepth(i, k)
	f := b.stack[depth]
	if f.p.Text == "" && len(f.p.Children) == 0 && f.takesTextBelow() {
		f.p.Text = l.text
		b.stack = b.stack[:depth+1]
		return
	}
	first := 0
	if f.p.Text != "" {
		first = 1
	}
	p := &act.Provision{Text: l.text}
	if k == kindUpper && b.separatesParts(f.p.Level) {
		f.parts++
		p.Level, p.Num = act.LevelSubparagraph, strconv.Itoa(first+f.parts)
	} else {
		f.indents++
		p.Level, p.Num = act.LevelIndent, strconv.Itoa(first+f.indents)
	}
	b.push(depth, p)
}

// takesTextBelow reports whether the first words below a title line are the unit's own: so it is for an article with a
// heading or with a bare «Статья 9», and for a preamble. Words below a bare «1.» or «Примечание.» are a unit of their own,
// else they would be printed on the line of the number.
func (f *frame) takesTextBelow() bool {
	switch f.p.Level {
	case act.LevelPreamble, act.LevelConclusions:
		return true
	case act.LevelArticle:
		return f.p.Heading != "" || f.p.Label == "" || !strings.HasSuffix(f.p.Label, ".")
	case act.LevelAnnex:
		return true
	}
	return false
}

// separatesParts reports whether a paragraph that begins with a capital letter is a часть of its own there (480-V art.
// 23(1)). In a code whose части are numbered the paragraphs inside a часть are абзацы, whatever their first letter: the
// Criminal Code's own amendments say «абзац третий части четвертой статьи 58».
func (b *body) separatesParts(level act.Level) bool {
	if level == act.LevelConclusions {
		return false
	}
	if b.profile != act.ProfileCode {
		return level != act.LevelIndent
	}
	switch level {
	case levelDraft, act.LevelArticle, act.LevelAnnex, act.LevelPreamble:
		return true
	}
	return false
}

// plainDepth finds the unit to which words without a number belong.
func (b *body) plainDepth(i int, k kind) int {
	depth := len(b.stack) - 1
	for depth > 0 {
		switch b.stack[depth].p.Level {
		case act.LevelPoint:
			if b.staysInPoint(depth, i, k) {
				return depth
			}
		case act.LevelParagraph, act.LevelNote:
			return depth
		case act.LevelSubparagraph:
			if k == kindLower {
				return depth
			}
		}
		depth--
	}
	return 0
}

// staysInPoint tells a paragraph of a point («…:» and a list of абзацы; a часть of a подпункт) from the words after the
// list, which belong to the unit that holds it: «13) …, – ⏎ наказываются …».
func (b *body) staysInPoint(depth, i int, k kind) bool {
	point := b.stack[depth]
	if b.listGoesOn(depth, i) {
		if isDash(b.tail) {
			b.stack[depth-1].sanctions = true
		}
		return true
	}
	switch {
	case point.p.Text == "":
		return false
	case b.tail == ':':
		return b.stack[depth] == b.top() || b.top().p.Level == act.LevelIndent
	case k == kindUpper:
		return false
	case isDash(b.tail):
		return b.stack[depth-1].sanctions
	case b.tail == ';' || b.tail == ',':
		return point.indents > 0
	}
	return false
}

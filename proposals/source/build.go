package source

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// levelDraft is the level of the unit that holds a draft's text while it is read; it never leaves the package.
const levelDraft act.Level = ""

// rank orders the units that hold articles; a unit closes all of the same or a smaller rank. A часть of a code has no
// fixed rank: in some codes it holds разделы, in others it stands inside one.
var rank = map[act.Level]int{act.LevelAnnex: 0, act.LevelTitle: 2, act.LevelSubtitle: 3, act.LevelChapter: 4, act.LevelSection: 5}

// builder puts paragraphs into the tree of an act.
type builder struct {
	profile act.Profile
	report  *Report
	top     []*act.Provision
	open    []*act.Provision // units that hold articles, the largest first
	// unit is the article, preamble or the like whose lines are being gathered; nil between units.
	unit    *act.Provision
	from    int
	lines   []paragraph
	lastArt string // the number of the article before
}

// build turns the paragraphs from the first unit on into provisions.
func (b *builder) build(lines []paragraph) []*act.Provision {
	b.lines = lines
	b.from = 0
	for i := range lines {
		l := &lines[i]
		if l.note != nil && !l.law || l.quoted {
			continue
		}
		switch {
		case l.kind == kindContainer:
			b.close(i)
			b.container(l)
			b.from = i + 1
		case l.kind == kindArticle:
			b.close(i)
			b.article(l)
			b.from = i + 1
		case l.kind == kindAnnex:
			b.close(i)
			b.container(l)
			b.from = i + 1
		case l.kind == kindSignature && b.unit != nil && b.unit.Level == act.LevelConclusions:
			// The second line of a signature.
		case l.kind == kindSignature:
			b.close(i)
			b.signature(l)
			b.from = i + 1
		}
	}
	b.close(len(lines))
	return b.top
}

// close fills the unit that is open with the lines gathered for it.
func (b *builder) close(to int) {
	lines := b.lines[b.from:to]
	if len(lines) == 0 {
		return
	}
	holder := b.unit
	if holder == nil {
		holder = b.holder()
	}
	if holder != nil {
		if b.unit == nil && holder.Level != act.LevelAnnex {
			b.reportStray(lines)
		}
		fill(holder, lines, b.profile, b.report)
		return
	}
	// Words that no unit holds yet: a by-law's пункты stand at the top.
	root := &act.Provision{Level: levelDraft}
	fill(root, lines, b.profile, b.report)
	b.top = append(b.top, root.Children...)
}

// reportStray lists words that stand between the title line of a chapter and its first article, where no law has any.
func (b *builder) reportStray(lines []paragraph) {
	for i := range lines {
		if l := &lines[i]; l.note == nil && b.report != nil && (l.kind == kindUpper || l.kind == kindLower) {
			b.report.find(FindingStray, l.line, l.text)
		}
	}
}

func (b *builder) holder() *act.Provision {
	if len(b.open) == 0 {
		return nil
	}
	return b.open[len(b.open)-1]
}

func (b *builder) put(p *act.Provision) {
	if h := b.holder(); h != nil {
		h.Children = append(h.Children, p)
		return
	}
	b.top = append(b.top, p)
}

func (b *builder) article(l *paragraph) {
	p := &act.Provision{Level: act.LevelArticle, Num: l.num, Label: l.label}
	if endsWithStop(l.rest) && !strings.HasSuffix(l.rest, "..") {
		// «Статья 1. Внести изменения …:» has words where others have a heading (480-V art. 23(9)).
		p.Text = l.rest
	} else {
		p.Heading = l.rest
	}
	b.checkArticle(l)
	b.put(p)
	b.unit = p
	if l.note != nil {
		b.noteAt(p, Note{Note: *l.note, Line: l.line})
	}
}

// checkArticle reports articles out of order; articles of an annex are numbered anew.
func (b *builder) checkArticle(l *paragraph) {
	if b.report != nil && b.lastArt != "" {
		switch c := act.CompareNums(b.lastArt, l.num); {
		case c == 0:
			b.report.find(FindingDouble, l.line, l.text)
		case c > 0:
			b.report.find(FindingOrder, l.line, l.text)
		case !act.NumFollows(b.lastArt, l.num):
			b.report.find(FindingGap, l.line, l.text)
		}
	}
	b.lastArt = l.num
}

func (b *builder) noteAt(p *act.Provision, note Note) {
	p.Notes = append(p.Notes, note.Note)
	if b.report != nil {
		b.report.noteAt(p, note)
	}
}

// container opens a unit that holds articles, below the one it belongs to.
func (b *builder) container(l *paragraph) {
	p := &act.Provision{Level: l.level, Num: l.num, Label: l.label, Heading: l.rest}
	depth := len(b.open)
	switch {
	case l.level == act.LevelPart:
		depth = b.partDepth()
	case l.level == act.LevelAnnex:
		depth = 0
		b.lastArt = ""
	default:
		for i, open := range b.open {
			if open.Level == act.LevelPart || open.Level == act.LevelAnnex {
				// A new раздел leaves the часть that stands inside the раздел before.
				if l.level == act.LevelTitle && i > 0 && b.open[i-1].Level == act.LevelTitle {
					depth = i - 1
					break
				}
				continue
			}
			if rank[open.Level] >= rank[l.level] {
				depth = i
				break
			}
		}
	}
	b.open = b.open[:depth]
	b.put(p)
	b.open = append(b.open, p)
	b.unit = nil
}

// partDepth finds where a часть of a code stands: beside the часть before it, else inside the раздел just opened, else at
// the top.
func (b *builder) partDepth() int {
	for i, open := range b.open {
		if open.Level == act.LevelPart {
			return i
		}
	}
	if h := b.holder(); h != nil && h.Level == act.LevelTitle && len(h.Children) == 0 {
		return len(b.open)
	}
	return 0
}

// signature opens the signatures: they end the act and stand at its top.
func (b *builder) signature(l *paragraph) {
	p := &act.Provision{Level: act.LevelConclusions, Text: l.text}
	b.open = nil
	b.put(p)
	b.unit = p
}

// noteAt keeps a note of a unit in the report; the eId is filled in when it is known.
func (r *Report) noteAt(p *act.Provision, note Note) {
	r.Notes = append(r.Notes, note)
	r.noteUnits = append(r.noteUnits, p)
}

// ReadWording reads the plain text of a draft, one structural unit a line, with the parser that reads the law (profile
// says what its capital letters mean). Editors' remarks are not looked for: all that a member writes is the draft. The text
// of an article gives that article; text without a title line gives its units one after another.
func ReadWording(text string, lang act.Lang, profile act.Profile) []*act.Provision {
	var lines []paragraph
	for no, rest := 1, text; rest != ""; no++ {
		var raw string
		raw, rest, _ = strings.Cut(rest, "\n")
		p := paragraph{line: no}
		if isRow(raw) {
			p.hint, p.text = hintRow, tableRow(raw)
			p.token = token{kind: kindRow, rest: p.text}
		} else if p.text = squeeze(raw); p.text == "" {
			continue
		} else {
			p.token = classify(p.text)
			p.spanRange()
		}
		lines = append(lines, p)
	}
	// An article whose title line lost the word «Статья» starts with a number, and its first часть with another.
	if len(lines) > 1 && lines[0].kind == kindParagraph && lines[0].num != "1" && !endsWithStop(lines[0].text) &&
		lines[1].kind == kindParagraph && lines[1].num == "1" {
		lines[0].kind, lines[0].level = kindArticle, act.LevelArticle
	}
	markQuoted(lines, nil)
	markDrawnTables(lines)
	b := &builder{profile: profile}
	provisions := b.build(lines)
	assignEIDs(provisions, "")
	return provisions
}

// countUnits counts provisions by level.
func countUnits(e *act.Expression) map[act.Level]int {
	units := make(map[act.Level]int)
	e.Walk(func(p *act.Provision) { units[p.Level]++ })
	return units
}

// atoi reads the number of an article without additional numbers; 0 for others.
func atoi(num string) int {
	n, err := strconv.Atoi(num)
	if err != nil {
		return 0
	}
	return n
}

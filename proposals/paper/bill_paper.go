package paper

import (
	"strings"

	"talqy/proposals/act"
)

// NewBillPaper sets a draft law as official drafts are: «ПРОЕКТ» at the top right, the kind of act, the title, the articles
// with their names in bold, and the line that the President signs, without a name. In two languages each instruction stands
// beside the one that carries out the same proposals. A language without a text is left out.
func NewBillPaper(h Head, texts map[act.Lang]*BillText) *Document {
	var langs []act.Lang
	for _, lang := range h.Langs {
		if texts[lang] != nil {
			langs = append(langs, lang)
		}
	}
	h.Langs = langs
	var name Bilingual
	parts := map[act.Lang][]billPart{}
	for _, lang := range langs {
		if lang == act.Kazakh {
			name.Kk = texts[lang].Title
		} else {
			name.Ru = texts[lang].Title
		}
		parts[lang] = billParts(texts[lang])
	}
	if h.both() {
		parts[langs[0]], parts[langs[1]] = aligned(parts[langs[0]], parts[langs[1]])
	}
	return h.document(name, Portrait, func(lang act.Lang) []Block {
		t := texts[lang]
		if t == nil {
			return nil
		}
		blocks := []Block{
			Text{Paragraphs: plain(say(lang, "ПРОЕКТ", "ЖОБА")), Size: bodySize, Align: Right, After: 10},
			Text{Paragraphs: plain(say(lang, "ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН", "ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЗАҢЫ")), Size: bodySize, Bold: true, Align: Centre, After: 10},
			Text{Paragraphs: plain(t.Title), Size: bodySize, Bold: true, Align: Centre, Outline: 1, After: 10}}
		for _, p := range parts[lang] {
			blocks = append(blocks, p.text)
		}
		if len(t.Articles) == 0 {
			blocks = append(blocks, centred(say(lang, "Поправок, которые можно изложить в законопроекте, пока нет.",
				"Заң жобасында жазуға болатын түзетулер әзірге жоқ."), bodySize))
		}
		// The President signs, and no name stands there before he does.
		blocks = append(blocks, Text{Paragraphs: Paragraphs(say(lang, "Президент\nРеспублики Казахстан", "Қазақстан Республикасының\nПрезиденті")),
			Size: bodySize, Bold: true, Before: 24})
		return blocks
	})
}

// billPart is one piece of a draft law: a line that opens an article or an act, or an instruction. Key says what it is about,
// the same in both languages.
type billPart struct {
	key  string
	text Text
}

func billParts(t *BillText) []billPart {
	var out []billPart
	for _, article := range t.Articles {
		text := body(article.Text)
		text.Outline, text.Keep = 2, len(article.Items) > 0
		// «Статья 1.», «1-бап.»: the name of the article is in bold, and the words that follow are not.
		if head, rest, ok := strings.Cut(article.Text, ". "); ok && len(text.Paragraphs) > 0 {
			text.Paragraphs[0].Runs = []Run{{Strong, oneLine(head) + "."}, {Kept, " " + oneLine(firstLine(rest))}}
		}
		out = append(out, billPart{"article " + article.Num, text})
		for _, a := range article.Items {
			if a.Intro != "" {
				intro := body(numbered(a.Num, ".", a.Intro))
				intro.Keep = true
				out = append(out, billPart{"act " + a.Act, intro})
			}
			for _, it := range a.Items {
				out = append(out, billPart{"item " + a.Act + " " + strings.Join(it.Proposals, " "), body(numbered(it.Num, ")", it.Text))})
			}
		}
	}
	if len(out) > 0 {
		out[len(out)-1].text.Keep = true // the signature does not stand alone on a page
	}
	return out
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// aligned gives two lists of equal length in which parts of one key stand at one place; what one list alone has stands
// beside nothing.
func aligned(a, b []billPart) (left, right []billPart) {
	at := map[string]int{}
	for i, p := range b {
		at[p.key] = i
	}
	gap := func(like billPart) billPart {
		return billPart{like.key, Text{Size: like.text.Size, Align: like.text.Align, Indent: like.text.Indent}}
	}
	next := 0
	for _, p := range a {
		j, ok := at[p.key]
		if !ok || j < next { // it has no partner, or the partner stands elsewhere: beside nothing
			left, right = append(left, p), append(right, gap(p))
			continue
		}
		for ; next < j; next++ {
			left, right = append(left, gap(b[next])), append(right, b[next])
		}
		left, right = append(left, p), append(right, b[j])
		next = j + 1
	}
	for ; next < len(b); next++ {
		left, right = append(left, gap(b[next])), append(right, b[next])
	}
	return left, right
}

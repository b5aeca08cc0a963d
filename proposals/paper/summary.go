package paper

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// Summary is what a bill changes, in plain words for press and public.
type Summary struct {
	Title   Bilingual
	Text    Bilingual // the group's own words, a paragraph a line
	Changes []SummaryChange
}

// SummaryChange is one change by its address.
type SummaryChange struct {
	Act, Address, Heading Bilingual
	Kind                  Kind
}

// What one page holds, estimated: a portrait sheet between its margins, in lines of a size and letters of a line. The
// estimate is on the safe side of what a page holds, so that the paper never gets a second one.
const (
	pageHeightPoints = 680
	lineWidthPoints  = 460
	leading          = 1.25
	letterWidth      = 0.5 // of the size, for Cyrillic in a serif face
)

// NewSummary makes the plain-language summary. It fits one page: the type gets smaller down to 10 points, then the list of
// changes is cut with the number of those that are left, and a text longer than a page ends where the page does and says so.
func NewSummary(h Head, s Summary) *Document {
	name := Bilingual{"Коротко о законопроекте", "Заң жобасы туралы қысқаша"}
	scale := max(h.Scale, 1)
	width := float64(lineWidthPoints)
	if h.both() {
		width = lineWidthPoints/2 - 12
	}
	fits := func(size float64, listed, letters int) bool {
		tallest := 0.0
		for _, lang := range h.langs() {
			tallest = max(tallest, s.height(lang, size*scale, width, listed, letters))
		}
		above := 0.0
		for _, lang := range h.langs() {
			above += (2 + lines(s.Title.In(lang), bodySize*scale, lineWidthPoints-80)) * bodySize * scale * leading
		}
		return above+tallest+40 <= pageHeightPoints
	}
	longest := 0
	for _, lang := range h.langs() {
		longest = max(longest, utf8.RuneCountInString(s.Text.In(lang)))
	}
	size, listed, letters := float64(bodySize), len(s.Changes), longest
	for ; size > tableSize && !fits(size, listed, letters); size-- {
	}
	for listed > 0 && !fits(size, listed, letters) {
		listed--
	}
	for letters > 0 && !fits(size, listed, letters) {
		letters -= min(letters, 40)
	}
	return h.document(name, Portrait, func(lang act.Lang) []Block {
		blocks := []Block{title(name.In(lang)), centred(quoted(s.Title.In(lang)), bodySize)}
		at := func(text string) Text { return Text{Paragraphs: Paragraphs(text), Size: size, After: 4} }
		strong := func(text string) Text {
			t := at(text)
			t.Bold, t.Outline, t.Keep = true, 2, true
			return t
		}
		blocks = append(blocks, strong(say(lang, "Что и для кого меняется", "Не өзгереді және кімге қатысты")),
			at(s.text(lang, letters)))
		if len(s.Changes) > 0 {
			blocks = append(blocks, strong(say(lang, "Какие нормы меняются", "Қандай нормалар өзгереді")), at(s.list(lang, listed)))
		}
		return blocks
	})
}

// langs are the languages of the paper.
func (h Head) langs() []act.Lang {
	if len(h.Langs) == 0 {
		return []act.Lang{act.Russian}
	}
	return h.Langs
}

// text is the group's words, of at most so many letters.
func (s Summary) text(lang act.Lang, letters int) string {
	text := strings.TrimSpace(printable(s.Text.In(lang)))
	if text == "" {
		return say(lang, "Краткое изложение еще не написано.", "Қысқаша мазмұны әлі жазылған жоқ.")
	}
	if utf8.RuneCountInString(text) <= letters {
		return text
	}
	cut := string([]rune(text)[:letters])
	if i := strings.LastIndexAny(cut, " \n"); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimSpace(cut) + say(lang, " … (полностью – на странице законопроекта)", " … (толық мәтіні – заң жобасының бетінде)")
}

// list names the first changes, a line each under the title of their act, and how many there are besides.
func (s Summary) list(lang act.Lang, n int) string {
	var out []string
	for i, c := range s.Changes[:n] {
		if title := oneLine(c.Act.In(lang)); title != "" && (i == 0 || s.Changes[i-1].Act != c.Act) {
			out = append(out, title+":")
		}
		line := "– " + oneLine(c.Address.In(lang))
		if heading := oneLine(c.Heading.In(lang)); heading != "" {
			line += " (" + heading + ")"
		}
		out = append(out, line+" – "+changeWord(lang, c.Kind)+";")
	}
	left := len(s.Changes) - n
	if left > 0 {
		out = append(out, say(lang, "и еще "+number(left)+".", "және тағы "+number(left)+"."))
	} else if len(out) > 0 {
		out[len(out)-1] = strings.TrimSuffix(out[len(out)-1], ";") + "."
	}
	return strings.Join(out, "\n")
}

func changeWord(lang act.Lang, kind Kind) string {
	switch kind {
	case Insert:
		return say(lang, "дополнение", "толықтыру")
	case Repeal:
		return say(lang, "исключение", "алып тастау")
	}
	return say(lang, "изменение", "өзгеріс")
}

// height estimates what the paper below its title takes, points.
func (s Summary) height(lang act.Lang, size, width float64, listed, letters int) float64 {
	n := 2.0 // the two headings
	for _, text := range []string{s.text(lang, letters), s.list(lang, listed)} {
		for line := range strings.Lines(text) {
			n += lines(line, size, width)
		}
	}
	return n*size*leading + 6*4
}

// lines estimates how many lines a paragraph takes. A word that does not fit goes to the next line, which the width of a
// letter allows for.
func lines(text string, size, width float64) float64 {
	n := float64(utf8.RuneCountInString(strings.TrimSpace(text))) * size * letterWidth / width
	return float64(int(n) + 1)
}

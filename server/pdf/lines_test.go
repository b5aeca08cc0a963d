package pdf

import (
	"strings"
	"testing"
	"unicode/utf8"

	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// brokenText breaks a text as if every character were one unit wide.
func brokenText(text string, limit int) []string {
	chars := []rune(text)
	wide := make([]int, len(chars))
	for i := range wide {
		wide[i] = 1
	}
	var out []string
	breakLines(chars, wide, 0, func(int) int { return limit }, func(from, to int, _ bool) {
		out = append(out, strings.TrimRight(string(chars[from:to]), " "))
	})
	return out
}

func TestBreakLines(t *testing.T) {
	const nbsp = "\u00a0"
	for _, c := range []struct {
		why, text string
		limit     int
		want      string // lines divided by |
	}{
		{"words", "один два три", 8, "один два|три"},
		{"exactly full", "один два", 8, "один два"},
		{"spaces that do not fit vanish", "один два   три", 8, "один два|три"},
		{"spaces at the beginning and the end", "  один  ", 8, "один"},
		{"nothing", "", 8, ""},
		{"only spaces", "    ", 2, ""},
		{"a dash stays with the word before it", "орган – суд", 6, "орга|н –|суд"},
		{"a dash goes with its word to the next line", "один орган – суд", 11, "один|орган – суд"},
		{"a number and its hyphen are one", "см. 128-1", 6, "см.|128-1"},
		{"a Kazakh ending stays at its number", "осы 128-баптың", 10, "осы|128-баптың"},
		{"a compound word may be divided", "лица-должника", 8, "лица-|должника"},
		{"an abbreviation may not", "их т/с тут", 5, "их|т/с|тут"},
		{"№ stays with its number, also over an ordinary space", "бланк № 15", 8, "бланк|№ 15"},
		{"a heading may break after №", "№ п/п", 3, "№|п/п"},
		{"a non-breaking space", "статья" + nbsp + "5 и", 9, "статья" + nbsp + "5|и"},
		{"a long word is cut", "аааааааааа", 4, "аааа|аааа|аа"},
		{"a long word after another", "да аааааааа", 4, "да|аааа|аааа"},
		{"quotation marks go with their words", "слово «другое» так", 9, "слово|«другое»|так"},
		{"a cut does not begin a line with a closing mark", "«аааа»б", 5, "«ааа|а»б"},
		{"a cut does not end a line with an opening mark", "аааа«б", 5, "аааа|«б"},
		{"a line of dashes has no good place", "––––––", 4, "––––|––"},
		{"a column narrower than a letter", "аб", 0, "а|б"},
	} {
		if got := strings.Join(brokenText(c.text, c.limit), "|"); got != c.want {
			t.Errorf("%s: %q in %d: got %q, want %q", c.why, c.text, c.limit, got, c.want)
		}
	}
}

// FuzzBreakLines holds that no character but spaces is lost or moved, that lines are not too wide, and that none begins
// with a dash or a non-breaking space where another break was possible.
func FuzzBreakLines(f *testing.F) {
	f.Add("слово – другое слово, 128-баптың № 5", 9)
	f.Add("аааааааааааааааааааа", 3)
	f.Add("–«»–\u00a0\u0306-/", 2)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if !utf8.ValidString(text) || limit < 1 || limit > 1000 {
			t.Skip()
		}
		lines := brokenText(text, limit)
		squeeze := func(s string) string {
			return strings.Map(func(r rune) rune {
				if isSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		if got, want := squeeze(strings.Join(lines, "")), squeeze(text); got != want {
			t.Errorf("got the letters %q, want %q", got, want)
		}
		for i, l := range lines {
			n := utf8.RuneCountInString(strings.TrimRightFunc(l, isSpace))
			if n > limit || n == 0 {
				t.Errorf("line %q has %d letters; want 1 to %d", l, n, limit)
			}
			first, _ := utf8.DecodeRuneInString(l)
			if i == 0 || !neverFirst(first) {
				continue
			}
			// Unavoidable only if the line before is of one letter or offers no place at all.
			before := []rune(strings.TrimRightFunc(lines[i-1], isSpace))
			for k := 1; k < len(before); k++ {
				if mayCut(before[k-1], before[k]) {
					t.Errorf("line %q begins with %q though %q could be cut before %q", l, first, string(before), before[k])
				}
			}
		}
	})
}

func setText(t *testing.T, ps []paper.Paragraph, width float64) []line {
	t.Helper()
	return (&setter{faces: must(readFaces())}).lines(ps, look{size: 10 * pt}, width)
}

func TestSegmentsFollowEachOther(t *testing.T) {
	tab := compared(paper.TableForm{Redline: true}, paper.Amendment{Ops: []redline.Op{
		equal("Срок "), added("пятнадцать "), equal("дней"), added(", не больше"), equal(".")}})
	lines := setText(t, tableOf(tab).Rows[0].Cells[3].Paragraphs, 1000)
	if len(lines) != 1 || len(lines[0].segments) != 5 {
		t.Fatalf("got %d lines, %d segments; want 1 and 5", len(lines), len(lines[0].segments))
	}
	at := 0.0
	for i, s := range lines[0].segments {
		if s.at != at {
			t.Errorf("segment %d begins at %v; want %v", i, s.at, at)
		}
		at += s.width
		if want := map[paper.Mark]style{paper.Kept: regular, paper.Added: bold}[s.mark]; s.style != want {
			t.Errorf("segment %q has style %d; want %d", s.text, s.style, want)
		}
	}
}

// TestStruckSpaceAtTheEndOfALine tells of a space that was taken out between two words and stood where the line ended: the
// change was in the table and could not be seen.
func TestStruckSpaceAtTheEndOfALine(t *testing.T) {
	ps := []paper.Paragraph{{Runs: []paper.Run{{Text: "слово"}, {Mark: paper.Struck, Text: " "}, {Text: "слово"}}}}
	lines := setText(t, ps, 12)
	if len(lines) != 2 {
		t.Fatalf("%d lines; the test needs two", len(lines))
	}
	segments := lines[0].segments
	if last := segments[len(segments)-1]; last.mark != paper.Struck || last.text != " " {
		t.Errorf("the line ends in %q marked %q; want the struck space", last.text, last.mark)
	}
	if lines[0].width >= 12 {
		t.Errorf("the hanging space counts in the line's width %.1f mm", lines[0].width)
	}
}

func BenchmarkLines(b *testing.B) {
	s := &setter{faces: must(readFaces())}
	ps := paper.Paragraphs(words(2000, 1))
	for b.Loop() {
		s.lines(ps, look{size: 10 * pt}, 80)
	}
}

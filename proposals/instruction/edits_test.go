package instruction

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"talqy/proposals/act"
)

// drafter makes the changes that members make, at random but always the same ones for a seed.
type drafter struct {
	rand *rand.Rand
	lang act.Lang
}

func (d *drafter) words() []string {
	if d.lang == act.Kazakh {
		return strings.Fields("жаңа мерзім құжат екі үш өтініш тіркеу орган жүзеге асыру тәртібі және немесе")
	}
	return strings.Fields("новый срок документ два три заявление регистрация орган осуществление порядок и или")
}

func (d *drafter) phrase(most int) string {
	words := d.words()
	n := 1 + d.rand.IntN(most)
	var taken []string
	for range n {
		taken = append(taken, words[d.rand.IntN(len(words))])
	}
	return strings.Join(taken, " ")
}

// editKinds are the changes that are tried, each on the lines of an article.
var editKinds = map[string]func(d *drafter, lines []string) []string{
	"words replaced": func(d *drafter, lines []string) []string { return d.inLine(lines, d.replaceWord) },
	"words added": func(d *drafter, lines []string) []string {
		return d.inLine(lines, func(w []string) []string {
			at := 1 + d.rand.IntN(len(w))
			return append(append(append([]string{}, w[:at]...), d.phrase(4)), w[at:]...)
		})
	},
	"words taken out": func(d *drafter, lines []string) []string {
		return d.inLine(lines, func(w []string) []string {
			if len(w) < 5 {
				return w
			}
			at := 1 + d.rand.IntN(len(w)-3)
			return append(append([]string{}, w[:at]...), w[at+1+d.rand.IntN(2):]...)
		})
	},
	"two words replaced": func(d *drafter, lines []string) []string {
		return d.inLine(lines, func(w []string) []string { return d.replaceWord(d.replaceWord(w)) })
	},
	"words replaced in two lines": func(d *drafter, lines []string) []string {
		return d.inLine(d.inLine(lines, d.replaceWord), d.replaceWord)
	},
	"figures": func(d *drafter, lines []string) []string {
		return d.inLine(lines, func(w []string) []string {
			at := 1 + d.rand.IntN(len(w))
			return append(append(append([]string{}, w[:at]...), fmt.Sprint(d.rand.IntN(300))), w[at:]...)
		})
	},
	"a comma": func(d *drafter, lines []string) []string {
		return d.inLine(lines, func(w []string) []string {
			at := d.rand.IntN(len(w) - 1)
			w = append([]string{}, w...)
			if strings.HasSuffix(w[at], ",") {
				w[at] = strings.TrimSuffix(w[at], ",")
			} else if !strings.HasSuffix(w[at], ")") && !strings.HasSuffix(w[at], ".") {
				w[at] += ","
			}
			return w
		})
	},
	"a sentence added": func(d *drafter, lines []string) []string {
		i := 1 + d.rand.IntN(len(lines)-1)
		if !strings.HasSuffix(lines[i], ".") {
			return lines
		}
		lines = append([]string{}, lines...)
		lines[i] += " " + capital(d.phrase(5)) + "."
		return lines
	},
	"a line rewritten": func(d *drafter, lines []string) []string {
		return d.inLine(lines, func(w []string) []string { return append(append([]string{}, w[:1]...), d.phrase(9)) })
	},
	"a line taken out": func(d *drafter, lines []string) []string {
		i := 1 + d.rand.IntN(len(lines)-1)
		return append(append([]string{}, lines[:i]...), lines[i+1:]...)
	},
	"a line added": func(d *drafter, lines []string) []string {
		i := 2 + d.rand.IntN(len(lines)-1)
		line := d.phrase(9)
		if end := lines[i-1][len(lines[i-1])-1]; end == '.' {
			line = capital(line) + "."
		} else {
			line += ";"
		}
		return append(append(append([]string{}, lines[:i]...), line), lines[i:]...)
	},
	"a number doubled": func(d *drafter, lines []string) []string {
		i := 1 + d.rand.IntN(len(lines)-1)
		n := scanFigures(lines[i])
		if n == 0 || n >= len(lines[i]) || lines[i][n] != ')' && lines[i][n] != '.' {
			return lines
		}
		line := lines[i][:n] + "-1" + lines[i][n:n+1] + " " + d.phrase(7) + lines[i][len(lines[i])-1:]
		return append(append(append([]string{}, lines[:i+1]...), line), lines[i+1:]...)
	},
	"two lines change places": func(d *drafter, lines []string) []string {
		i, j := 1+d.rand.IntN(len(lines)-1), 1+d.rand.IntN(len(lines)-1)
		lines = append([]string{}, lines...)
		lines[i], lines[j] = lines[j], lines[i]
		return lines
	},
	"numbers shift": func(d *drafter, lines []string) []string {
		lines = append([]string{}, lines...)
		for i, line := range lines[1:] {
			n := scanFigures(line)
			var num int
			if _, err := fmt.Sscanf(line[:n], "%d", &num); err == nil && n < len(line) && line[n] == '.' && num > 1 {
				lines[i+1] = fmt.Sprint(num+1) + line[n:]
			}
		}
		return lines
	},
	"a number kept with a remark": func(d *drafter, lines []string) []string {
		i := 1 + d.rand.IntN(len(lines)-1)
		label, rest := cutLabel(lines[i])
		if label == "" || rest == "" || i+1 < len(lines) && startsLower(lines[i+1]) {
			return lines
		}
		remark := map[act.Lang]string{act.Russian: "исключен Законом РК от 05.11.2022 № 157-VII;", act.Kazakh: "алып тасталды – ҚР 05.11.2022 № 157-VII Заңымен;"}
		lines = append([]string{}, lines...)
		lines[i] = label + " " + remark[d.lang]
		return lines
	},
	"a line moved": func(d *drafter, lines []string) []string {
		i := 1 + d.rand.IntN(len(lines)-1)
		moved := lines[i]
		rest := append(append([]string{}, lines[:i]...), lines[i+1:]...)
		j := 1 + d.rand.IntN(len(rest))
		return append(append(append([]string{}, rest[:j]...), moved), rest[j:]...)
	},
	"words of two lines exchanged": func(d *drafter, lines []string) []string {
		i, j := 1+d.rand.IntN(len(lines)-1), 1+d.rand.IntN(len(lines)-1)
		a, b := lines[i], lines[j]
		la, ra := cutLabel(a)
		lb, rb := cutLabel(b)
		if la == "" || lb == "" {
			return lines
		}
		lines = append([]string{}, lines...)
		lines[i], lines[j] = la+" "+rb, lb+" "+ra
		return lines
	},
	"the end of a line": func(d *drafter, lines []string) []string {
		lines = append([]string{}, lines...)
		i := 1 + d.rand.IntN(len(lines)-1)
		if cut := strings.TrimRight(lines[i], ".;"); cut != lines[i] && !strings.HasSuffix(cut, ")") {
			lines[i] = cut + string(".;"[d.rand.IntN(2)])
		}
		return lines
	},
	"a word everywhere": func(d *drafter, lines []string) []string {
		w := strings.Fields(lines[1+d.rand.IntN(len(lines)-1)])
		word := strings.Trim(w[d.rand.IntN(len(w))], ".,;:()«»\"")
		if len(word) < 8 || strings.ContainsAny(word, "-0123456789") {
			return lines
		}
		other := d.phrase(1)
		lines = append([]string{}, lines...)
		for i := range lines {
			fields := strings.Split(lines[i], " ")
			for k := range fields {
				if strings.Trim(fields[k], ",;.") == word {
					fields[k] = strings.Replace(fields[k], word, other, 1)
				}
			}
			lines[i] = strings.Join(fields, " ")
		}
		return lines
	},
	"a note added": func(d *drafter, lines []string) []string {
		word := map[act.Lang]string{act.Russian: "Примечание.", act.Kazakh: "Ескертпе."}
		for _, line := range lines {
			if strings.HasPrefix(line, "Примечан") || strings.HasPrefix(line, "Ескертпе") {
				return lines
			}
		}
		return append(append([]string{}, lines...), word[d.lang]+" "+capital(d.phrase(6))+".")
	},
	"a list begun": func(d *drafter, lines []string) []string {
		i := 1 + d.rand.IntN(len(lines)-1)
		cut, ok := strings.CutSuffix(lines[i], ".")
		if !ok {
			return lines
		}
		list := []string{cut + ":", "1) " + d.phrase(4) + ";", "2) " + d.phrase(4) + "."}
		return append(append(append([]string{}, lines[:i]...), list...), lines[i+1:]...)
	},
	"the heading": func(d *drafter, lines []string) []string {
		lines = append([]string{}, lines...)
		lines[0] += " " + d.phrase(2)
		return lines
	},
}

// smallEdits are changes inside one line, for which a new wording of the article would be no answer.
var smallEdits = map[string]bool{"words replaced": true, "words added": true, "words taken out": true, "two words replaced": true,
	"words replaced in two lines": true, "figures": true, "a comma": true, "a sentence added": true, "the heading": true, "numbers shift": true}

func startsLower(s string) bool { return unicode.IsLower(firstRune(s)) }

func capital(s string) string { return strings.ToUpper(s[:2]) + s[2:] }

func (d *drafter) inLine(lines []string, edit func([]string) []string) []string {
	lines = append([]string{}, lines...)
	i := 1 + d.rand.IntN(len(lines)-1)
	w := strings.Fields(lines[i])
	if len(w) < 3 || strings.Contains(lines[i], "\t") {
		return lines
	}
	lines[i] = strings.Join(edit(w), " ")
	return lines
}

func (d *drafter) replaceWord(w []string) []string {
	w = append([]string{}, w...)
	at := 1 + d.rand.IntN(len(w)-1)
	end := ""
	if last := w[at][len(w[at])-1]; strings.ContainsRune(".,;:", rune(last)) {
		end = string(last)
	}
	w[at] = d.phrase(2) + end
	return w
}

// Whatever a member changes in an article of real law, the derived instructions lead from the old text to the new one, in
// both languages.
func TestDeriveAndApply(t *testing.T) {
	for _, name := range realActs {
		t.Run(name, func(t *testing.T) {
			doc := realAct(t, name)
			d := &drafter{rand: rand.New(rand.NewPCG(1, 2)), lang: doc.Expression.Lang}
			tried, fine := make(map[string]int), make(map[string]int)
			for _, a := range sample(doc.Expression, perAct()) {
				old := a.Wording()
				lines := strings.Split(old, "\n")
				if len(lines) < 2 || len(old) > 20000 {
					continue
				}
				for _, kind := range slices.Sorted(maps.Keys(editKinds)) {
					edit := editKinds[kind]
					new := strings.Join(edit(d, lines), "\n")
					if normal(new, d.lang, doc.Profile) == normal(old, d.lang, doc.Profile) {
						continue
					}
					tried[kind]++
					mods := carry(t, old, new, d.lang, doc.Profile)
					if len(mods) > 0 && !wholeArticle(mods) {
						fine[kind]++
					}
				}
				if t.Failed() {
					return
				}
			}
			for _, kind := range slices.Sorted(maps.Keys(tried)) {
				n := tried[kind]
				if smallEdits[kind] && fine[kind]*100 < n*95 {
					t.Errorf("%s: only %d of %d are less than a new wording of the article", kind, fine[kind], n)
				}
				t.Logf("%s: %d of %d are less than a new wording of the article", kind, fine[kind], n)
			}
		})
	}
}

// wholeArticle reports whether modifications are a new wording of an article.
func wholeArticle(mods []Modification) bool {
	return len(mods) == 1 && mods[0].Kind == Replacement && len(mods[0].Addresses) == 1 && len(mods[0].Addresses[0]) == 1
}

// Several changes of several kinds in two neighbouring articles at once.
func TestDeriveOfManyChanges(t *testing.T) {
	kinds := slices.Sorted(maps.Keys(editKinds))
	for _, name := range realActs {
		t.Run(name, func(t *testing.T) {
			doc := realAct(t, name)
			d := &drafter{rand: rand.New(rand.NewPCG(3, 4)), lang: doc.Expression.Lang}
			articles := sample(doc.Expression, 2*perAct())
			for i := 0; i+1 < len(articles); i += 2 {
				var olds, news []string
				for _, a := range articles[i : i+2] {
					old := a.Wording()
					lines := strings.Split(old, "\n")
					for range 1 + d.rand.IntN(4) {
						if len(lines) > 1 && len(old) < 20000 {
							lines = editKinds[kinds[d.rand.IntN(len(kinds))]](d, lines)
						}
					}
					olds, news = append(olds, old), append(news, strings.Join(lines, "\n"))
				}
				carry(t, strings.Join(olds, "\n"), strings.Join(news, "\n"), d.lang, doc.Profile)
				if t.Failed() {
					return
				}
			}
		})
	}
}

package source

import (
	"path"
	"strings"
	"time"
	"unicode"

	"talqy/proposals/act"
)

// titleElsewhere names an act whose file does not: a code names itself in its first articles («настоящего Уголовного
// кодекса Республики Казахстан»); failing that, the name of the file stands for the title.
func titleElsewhere(e *act.Expression, name string) string {
	if title := ownNameIn(e.Provisions, &nameBudget{3}); title != "" {
		return title
	}
	name = strings.ReplaceAll(name, "\\", "/")
	name = path.Base(name)
	if name == "." || name == "/" {
		return ""
	}
	return strings.TrimSuffix(name, path.Ext(name))
}

// editionDate reads the date of the edition from the name that the official database gives to its files,
// «z1600000480.09-01-2026.rus.pdf», as YYYY-MM-DD; empty where the name has none.
func editionDate(name string) string {
	for _, part := range strings.Split(name, ".") {
		if date, err := time.Parse("02-01-2006", part); err == nil {
			return date.Format(time.DateOnly)
		}
	}
	return ""
}

// nameBudget is how many articles are still to be looked at.
type nameBudget struct{ articles int }

func ownNameIn(provisions []*act.Provision, budget *nameBudget) string {
	for _, p := range provisions {
		if budget.articles == 0 {
			return ""
		}
		if p.Level != act.LevelArticle {
			if title := ownNameIn(p.Children, budget); title != "" {
				return title
			}
			continue
		}
		budget.articles--
		if title := ownName(p.Wording()); title != "" {
			return title
		}
	}
	return ""
}

// ownName turns «настоящего Уголовного кодекса Республики Казахстан» into the nominative.
func ownName(text string) string {
	const state = "кодекса Республики Казахстан"
	for from := 0; ; {
		i := strings.Index(text[from:], "настоящего ")
		if i < 0 {
			return ""
		}
		from += i + len("настоящего ")
		adjective, rest, _ := strings.Cut(text[from:min(len(text), from+200)], " ")
		stem, ok := strings.CutSuffix(adjective, "ого")
		if ok && strings.HasPrefix(rest, state) && unicode.IsUpper(firstRune(adjective)) {
			return stem + "ый кодекс Республики Казахстан"
		}
	}
}

package act

import (
	"strconv"
	"strings"
)

// Address speaks the place of the last provision of a path (largest unit first, as Expression.Path gives it) in the
// nominative: «пункт 3) части второй статьи 128», «128-баптың екінші бөлігінің 3) тармағы».
//
// Russian goes from the smallest unit to the largest with genitives, Kazakh from the largest to the smallest with
// possessives. Units above an article are left out, as articles are numbered through the whole act (480-V art. 23(4)).
// An empty path gives an empty address.
func Address(path []*Provision, lang Lang, profile Profile) string {
	path = addressed(path)
	if len(path) == 0 {
		return ""
	}
	if lang == Kazakh {
		return kazakhAddress(path, profile)
	}
	return russianAddress(path, profile)
}

// addressed drops the units that an address does not name: all above the article, and above a chapter or smaller container
// all that is not needed to tell it (a параграф is numbered inside its chapter, a подраздел inside its раздел; art. 23(4)).
func addressed(path []*Provision) []*Provision {
	if len(path) == 0 {
		return nil
	}
	for i, p := range path {
		if p.Level == LevelArticle {
			if annexed(path[:i]) {
				return append([]*Provision{path[0]}, path[i:]...)
			}
			return path[i:]
		}
	}
	last := path[len(path)-1]
	parent := map[Level]Level{LevelSection: LevelChapter, LevelSubtitle: LevelTitle}
	if want, ok := parent[last.Level]; ok {
		for i := len(path) - 2; i >= 0; i-- {
			if path[i].Level == want {
				return []*Provision{path[i], last}
			}
		}
	}
	if isContainer(last.Level) {
		return []*Provision{last}
	}
	for i, p := range path {
		if !isContainer(p.Level) {
			if annexed(path[:i]) {
				return append([]*Provision{path[0]}, path[i:]...)
			}
			return path[i:]
		}
	}
	return path
}

func annexed(path []*Provision) bool {
	return len(path) > 0 && path[0].Level == LevelAnnex
}

// isContainer reports whether units of the level hold articles.
func isContainer(level Level) bool {
	switch level {
	case LevelPart, LevelTitle, LevelSubtitle, LevelChapter, LevelSection, LevelAnnex:
		return true
	}
	return false
}

func russianAddress(path []*Provision, profile Profile) string {
	var b strings.Builder
	for i := len(path) - 1; i >= 0; i-- {
		p := path[i]
		term := termOf(path, i, profile)
		if p.Level == LevelPart && p.Num == "" {
			// «Особенная часть» is its name, no unit is addressed through it.
			b.WriteString(p.Heading)
			continue
		}
		genitive := i < len(path)-1
		word := term.Nominative
		if genitive {
			word = term.Genitive
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		if num := russianNum(p, term, genitive); num != "" {
			b.WriteByte(' ')
			b.WriteString(num)
		}
		// A note stands at an article, not in it: «примечание к статье 128».
		if p.Level == LevelNote && i > 0 && path[i-1].Level == LevelArticle {
			b.WriteString(" к статье ")
			b.WriteString(path[i-1].Num)
			i--
		}
	}
	return b.String()
}

// termOf is the word for a unit of a path. The numbered units of a note are пункты in a code too («пункт 2 примечаний к статье
// 125»), and several notes under one word are spoken of in the plural.
func termOf(path []*Provision, i int, profile Profile) term {
	p := path[i]
	switch {
	case p.Level == LevelParagraph && i > 0 && path[i-1].Level == LevelNote:
		return termPoint
	case p.Level == LevelNote && strings.HasPrefix(Fold(p.Label), "примечания"):
		term := profile.term(LevelNote)
		term.Nominative, term.Genitive = "примечания", "примечаний"
		return term
	}
	return profile.term(p.Level)
}

func russianNum(p *Provision, term term, genitive bool) string {
	switch term.numbering {
	case byWords:
		if n, err := strconv.Atoi(p.Num); err == nil {
			return russianOrdinal(n, term.gender, genitive)
		}
	case byBracket:
		return p.Num + ")"
	case unnumbered:
		return ""
	}
	return p.Num
}

func kazakhAddress(path []*Provision, profile Profile) string {
	var words []string
	for i, p := range path {
		term := termOf(path, i, profile)
		last := i == len(path)-1
		if p.Level == LevelPart && p.Num == "" {
			words = append(words, p.Heading)
			continue
		}
		owned := i > 0
		var word string
		switch {
		case owned && last:
			word = term.Owned
		case owned:
			word = term.OwnedGenitive
		case last:
			word = term.Base
		default:
			word = term.BaseGenitive
		}
		words = append(words, kazakhNumbered(p.Num, word, term))
	}
	return strings.Join(words, " ")
}

// kazakhNumbered puts the number before the noun: «128-бап», «екінші бөлігі», «2-1-бөлігі», «3) тармағы».
func kazakhNumbered(num, word string, term term) string {
	switch term.numbering {
	case byWords:
		if n, err := strconv.Atoi(num); err == nil {
			if n <= maxOrdinal {
				return kazakhOrdinal(n) + " " + word
			}
		}
	case byBracket:
		return num + ") " + word
	case unnumbered:
		return word
	}
	if num == "" {
		return word
	}
	return num + "-" + word
}

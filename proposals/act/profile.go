package act

// Profile names the way an act calls its units: the printed sign «1.» is a часть in one act and a пункт in another
// (480-V art. 23(1), (3)). Not every code is of the code profile: the Labour Code and the Land Code speak of пункты.
type Profile string

// The three ways of naming.
const (
	ProfileCode  Profile = "code"  // статья – часть «1.» – пункт «1)»: Criminal Code, Code on Administrative Offences
	ProfileLaw   Profile = "law"   // статья – пункт «1.» – подпункт «1)»
	ProfileBylaw Profile = "bylaw" // пункт «1.» – подпункт «1)», no articles
)

// numbering says how the number of a unit is spoken.
type numbering int

const (
	byDigits   numbering = iota // «пункт 2», «2-тармақ»
	byWords                     // «часть вторая», «екінші бөлік»
	byBracket                   // «подпункт 3)», «3) тармақша»
	unnumbered                  // «преамбула»
)

// gender of a Russian noun, for the ordinal that agrees with it.
type gender int

const (
	masculine gender = iota
	feminine
	neuter
)

// term is the word for one level in both languages, with the forms that addresses need.
type term struct {
	// Nominative and Genitive are the Russian «часть», «части».
	Nominative, Genitive string
	// Base, BaseGenitive, Owned, OwnedGenitive are the Kazakh «бөлік», «бөліктің», «бөлігі», «бөлігінің»: a unit that
	// stands below another one takes the possessive suffix.
	Base, BaseGenitive, Owned, OwnedGenitive string

	gender    gender
	numbering numbering
}

// termProfile says what the levels of an act are called.
type termProfile map[Level]term

var (
	termPart     = term{"часть", "части", "бөлік", "бөліктің", "бөлігі", "бөлігінің", feminine, byWords}
	termPoint    = term{"пункт", "пункта", "тармақ", "тармақтың", "тармағы", "тармағының", masculine, byDigits}
	termSubpoint = term{"подпункт", "подпункта", "тармақша", "тармақшаның", "тармақшасы", "тармақшасының", masculine, byBracket}
	termIndent   = term{"абзац", "абзаца", "абзац", "абзацтың", "абзацы", "абзацының", masculine, byWords}
)

// commonTerms are the words on which all acts agree.
var commonTerms = termProfile{
	LevelPreamble:     {"преамбула", "преамбулы", "кіріспе", "кіріспенің", "кіріспесі", "кіріспесінің", feminine, unnumbered},
	LevelPart:         {"часть", "части", "бөлік", "бөліктің", "бөлігі", "бөлігінің", feminine, byDigits},
	LevelTitle:        {"раздел", "раздела", "бөлім", "бөлімнің", "бөлімі", "бөлімінің", masculine, byDigits},
	LevelSubtitle:     {"подраздел", "подраздела", "кіші бөлім", "кіші бөлімнің", "кіші бөлімі", "кіші бөлімінің", masculine, byDigits},
	LevelChapter:      {"глава", "главы", "тарау", "тараудың", "тарауы", "тарауының", feminine, byDigits},
	LevelSection:      {"параграф", "параграфа", "параграф", "параграфтың", "параграфы", "параграфының", masculine, byDigits},
	LevelArticle:      {"статья", "статьи", "бап", "баптың", "бабы", "бабының", feminine, byDigits},
	LevelSubparagraph: termPart,
	LevelIndent:       termIndent,
	LevelNote:         {"примечание", "примечания", "ескертпе", "ескертпенің", "ескертпесі", "ескертпесінің", neuter, unnumbered},
	LevelAnnex:        {"приложение", "приложения", "қосымша", "қосымшаның", "қосымшасы", "қосымшасының", neuter, byDigits},
	LevelTable:        {"таблица", "таблицы", "кесте", "кестенің", "кестесі", "кестесінің", feminine, byDigits},
	LevelConclusions:  {"подпись", "подписи", "қол қою", "қол қоюдың", "қол қоюы", "қол қоюының", feminine, unnumbered},
}

// term returns the word for a level in acts of the profile. An unknown profile speaks as a law does, an unknown level has
// empty words.
func (p Profile) term(level Level) term {
	switch level {
	case LevelParagraph:
		if p == ProfileCode {
			return termPart
		}
		return termPoint
	case LevelPoint:
		if p == ProfileCode {
			point := termPoint
			point.numbering = byBracket
			return point
		}
		return termSubpoint
	}
	return commonTerms[level]
}

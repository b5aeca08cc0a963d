package instruction

import (
	"unicode"

	"talqy/proposals/act"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }

// noun is the word for a unit in both languages.
type noun struct {
	// singular and plural are the Russian forms by case.
	singular, plural [5]string
	gender           gender
	// kazakh is the base form, owned the form with the possessive suffix («бап», «бабы»).
	kazakh, owned string
}

var nouns = map[Unit]noun{
	UnitContents: {[5]string{"оглавление", "оглавления", "оглавление", "оглавлении", "оглавлением"}, [5]string{}, neuter, "мазмұны", "мазмұны"},
	UnitPreamble: {[5]string{"преамбула", "преамбулы", "преамбулу", "преамбуле", "преамбулой"}, [5]string{}, feminine, "кіріспе", "кіріспесі"},
	UnitAnnex:    {[5]string{"приложение", "приложения", "приложение", "приложении", "приложением"}, [5]string{"приложения", "приложений", "приложения", "приложениях", "приложениями"}, neuter, "қосымша", "қосымшасы"},
	UnitTitle:    {[5]string{"раздел", "раздела", "раздел", "разделе", "разделом"}, [5]string{"разделы", "разделов", "разделы", "разделах", "разделами"}, masculine, "бөлім", "бөлімі"},
	UnitSubtitle: {[5]string{"подраздел", "подраздела", "подраздел", "подразделе", "подразделом"}, [5]string{"подразделы", "подразделов", "подразделы", "подразделах", "подразделами"}, masculine, "кіші бөлім", "кіші бөлімі"},
	UnitChapter:  {[5]string{"глава", "главы", "главу", "главе", "главой"}, [5]string{"главы", "глав", "главы", "главах", "главами"}, feminine, "тарау", "тарауы"},
	UnitSection:  {[5]string{"параграф", "параграфа", "параграф", "параграфе", "параграфом"}, [5]string{"параграфы", "параграфов", "параграфы", "параграфах", "параграфами"}, masculine, "параграф", "параграфы"},
	UnitArticle:  {[5]string{"статья", "статьи", "статью", "статье", "статьей"}, [5]string{"статьи", "статей", "статьи", "статьях", "статьями"}, feminine, "бап", "бабы"},
	UnitHeading:  {[5]string{"заголовок", "заголовка", "заголовок", "заголовке", "заголовком"}, [5]string{"заголовки", "заголовков", "заголовки", "заголовках", "заголовками"}, masculine, "тақырып", "тақырыбы"},
	UnitBody:     {[5]string{"текст", "текста", "текст", "тексте", "текстом"}, [5]string{}, masculine, "мәтін", "мәтіні"},
	UnitNote:     {[5]string{"примечание", "примечания", "примечание", "примечании", "примечанием"}, [5]string{"примечания", "примечаний", "примечания", "примечаниях", "примечаниями"}, neuter, "ескертпе", "ескертпесі"},
	UnitPoint:    {[5]string{"пункт", "пункта", "пункт", "пункте", "пунктом"}, [5]string{"пункты", "пунктов", "пункты", "пунктах", "пунктами"}, masculine, "тармақ", "тармағы"},
	UnitPart:     {[5]string{"часть", "части", "часть", "части", "частью"}, [5]string{"части", "частей", "части", "частях", "частями"}, feminine, "бөлік", "бөлігі"},
	UnitSubpoint: {[5]string{"подпункт", "подпункта", "подпункт", "подпункте", "подпунктом"}, [5]string{"подпункты", "подпунктов", "подпункты", "подпунктах", "подпунктами"}, masculine, "тармақша", "тармақшасы"},
	UnitIndent:   {[5]string{"абзац", "абзаца", "абзац", "абзаце", "абзацем"}, [5]string{"абзацы", "абзацев", "абзацы", "абзацах", "абзацами"}, masculine, "абзац", "абзацы"},
	UnitSentence: {[5]string{"предложение", "предложения", "предложение", "предложении", "предложением"}, [5]string{"предложения", "предложений", "предложения", "предложениях", "предложениями"}, neuter, "сөйлем", "сөйлемі"},
}

// russianUnits maps every folded form of a Russian word to its unit.
var russianUnits = func() map[string]Unit {
	units := make(map[string]Unit)
	for unit, n := range nouns {
		for _, forms := range [][5]string{n.singular, n.plural} {
			for _, form := range forms {
				if form != "" {
					units[act.Fold(form)] = unit
				}
			}
		}
	}
	return units
}()

// unitOf says what a level is called in acts of a profile, and whether its number has a bracket.
func unitOf(level act.Level, profile act.Profile) (unit Unit, bracket bool) {
	switch level {
	case act.LevelParagraph:
		if profile == act.ProfileCode {
			return UnitPart, false
		}
		return UnitPoint, false
	case act.LevelPoint:
		if profile == act.ProfileCode {
			return UnitPoint, true
		}
		return UnitSubpoint, true
	case act.LevelSubparagraph:
		return UnitPart, false
	case act.LevelIndent:
		return UnitIndent, false
	case act.LevelNote:
		return UnitNote, false
	case act.LevelArticle:
		return UnitArticle, false
	case act.LevelSection:
		return UnitSection, false
	case act.LevelChapter:
		return UnitChapter, false
	case act.LevelSubtitle:
		return UnitSubtitle, false
	case act.LevelTitle:
		return UnitTitle, false
	case act.LevelAnnex:
		return UnitAnnex, false
	case act.LevelPreamble:
		return UnitPreamble, false
	}
	return "", false
}

// stepTo is the step to a provision from the unit that holder leads to; false for a unit that no address names (a table).
// What is numbered in the notes to an article is a пункт in every act: «пункт 2 примечаний к статье 125».
func stepTo(holder Address, p *act.Provision, profile act.Profile) (Step, bool) {
	unit, bracket := unitOf(p.Level, profile)
	if p.Level == act.LevelParagraph && len(holder) > 0 && holder[len(holder)-1].Unit == UnitNote {
		unit, bracket = UnitPoint, false
	}
	if unit == "" {
		return Step{}, false
	}
	num := p.Num
	if unit == UnitPreamble {
		num = ""
	}
	return Step{Unit: unit, Num: num, Bracket: bracket}, true
}

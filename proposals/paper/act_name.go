package paper

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// ActKind is the kind of a legislative act, by which legal force goes (480-V art. 10).
type ActKind string

// The kinds of acts, the stronger first.
const (
	KindConstitution      ActKind = "constitution"
	KindConstitutionalLaw ActKind = "constitutional_law"
	KindCode              ActKind = "code"
	KindLaw               ActKind = "law"
	KindBylaw             ActKind = "bylaw"
)

func (k ActKind) rank() int {
	for i, kind := range []ActKind{KindConstitution, KindConstitutionalLaw, KindCode, KindLaw, KindBylaw} {
		if k == kind {
			return i
		}
	}
	return 5 // an unknown kind stands last
}

// ActName is how an amending law calls an act: by its kind, its date and its title (480-V art. 26(2)).
type ActName struct {
	Title string
	Kind  ActKind
	// Date is the day of adoption, YYYY-MM-DD; empty where the file of the act does not say.
	Date string
}

// NameOf reads the name of an act from its title, the printed lines below it and what its units are called.
func NameOf(title string, preface []string, lang act.Lang, profile act.Profile) ActName {
	return ActName{Title: sentenceCase(oneLine(title)), Kind: kindOf(title, preface, lang, profile), Date: adopted(preface, lang)}
}

// kindOf trusts what the act is called below its title, then the title; the words for its units decide the rest.
func kindOf(title string, preface []string, lang act.Lang, profile act.Profile) ActKind {
	for _, s := range append([]string{title}, preface...) {
		folded := act.Fold(s)
		constitution, constitutional, code := "конституция республики", "конституционный закон", "кодекс"
		if lang == act.Kazakh {
			constitution, constitutional, code = act.Fold("республикасының конституциясы"), act.Fold("конституциялық заң"), "кодексі"
		}
		switch {
		case strings.HasPrefix(folded, constitution) || folded == constitution || lang == act.Kazakh && strings.HasSuffix(folded, constitution):
			return KindConstitution
		case strings.Contains(folded, constitutional):
			return KindConstitutionalLaw
		case strings.Contains(folded, act.Fold(code)) && !strings.Contains(folded, " в кодекс") && (s == title || adoption.MatchString(s)):
			return KindCode
		}
	}
	switch profile {
	case act.ProfileCode:
		return KindCode
	case act.ProfileBylaw:
		return KindBylaw
	}
	return KindLaw
}

// Dates of adoption as printed: «от 3 июля 2014 года», «2014 жылғы 3 шілдедегі».
var (
	russianDate = regexp.MustCompile(`от\s+(\d{1,2})\s+(\pL+)\s+(\d{4})\s+года`)
	kazakhDate  = regexp.MustCompile(`(\d{4})\s+жылғы\s+(\d{1,2})\s+(\pL+)`)
	adoption    = regexp.MustCompile(`от\s+\d{1,2}\s+\pL+\s+\d{4}\s+года|\d{4}\s+жылғы\s+\d{1,2}\s`)
)

// adopted finds the day of adoption in the lines below the title.
func adopted(preface []string, lang act.Lang) string {
	for _, line := range preface {
		var year, day, month string
		if m := russianDate.FindStringSubmatch(line); m != nil && lang != act.Kazakh {
			day, month, year = m[1], m[2], m[3]
		} else if m := kazakhDate.FindStringSubmatch(line); m != nil && lang == act.Kazakh {
			year, day, month = m[1], m[2], m[3]
		} else {
			continue
		}
		for i, name := range wordsOf(lang).months {
			if strings.HasPrefix(act.Fold(month), act.Fold(name)) {
				y, _ := strconv.Atoi(year)
				d, _ := strconv.Atoi(day)
				return time.Date(y, time.Month(i+1), d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			}
		}
	}
	return ""
}

// russian names the act in the accusative, «Закон Республики Казахстан от 30 марта 1999 года «О порядке …»».
func (n ActName) russian(dated bool) string {
	date := ""
	if dated && n.Date != "" {
		date = " от " + DateInWords(act.Russian, n.Date)
	}
	switch kind := strings.Contains(act.Fold(n.Title), "кодекс"); {
	case n.Kind == KindConstitution:
		return "Конституцию Республики Казахстан"
	case n.Kind == KindCode && kind:
		name := n.Title
		if !strings.Contains(name, "Республики Казахстан") {
			name += " Республики Казахстан"
		}
		return name + date
	}
	noun := map[ActKind]string{KindCode: "Кодекс", KindConstitutionalLaw: "Конституционный закон"}[n.Kind]
	return or(noun, "Закон") + " Республики Казахстан" + date + " «" + n.Title + "»"
}

const kazakhCountry = "Қазақстан Республикасының"

// kazakh names the act in the dative, ««…» 1999 жылғы 30 наурыздағы Қазақстан Республикасының Заңына».
func (n ActName) kazakh(dated bool) string {
	date := ""
	if t, err := time.Parse(time.DateOnly, n.Date); dated && err == nil {
		month := wordsOf(act.Kazakh).months[t.Month()-1]
		date = strconv.Itoa(t.Year()) + " жылғы " + strconv.Itoa(t.Day()) + " " + month + kazakhInside(month) + " "
	}
	folded := act.Fold(n.Title)
	switch {
	case n.Kind == KindConstitution:
		return kazakhCountry + " Конституциясына"
	case n.Kind == KindCode && strings.HasSuffix(folded, act.Fold("кодексі")):
		name := strings.TrimSpace(strings.TrimPrefix(n.Title, kazakhCountry))
		return date + kazakhCountry + " " + upperFirst(name) + "не"
	}
	noun := map[ActKind]string{KindCode: "Кодексіне", KindConstitutionalLaw: "Конституциялық заңына"}[n.Kind]
	return "«" + n.Title + "» " + date + kazakhCountry + " " + or(noun, "Заңына")
}

// kazakhInside is the ending of a month before what happened in it: шілдедегі, наурыздағы, қыркүйектегі.
func kazakhInside(month string) string {
	last, _ := utf8.DecodeLastRuneInString(month)
	voiceless := strings.ContainsRune("пткқсш", last)
	front := strings.LastIndexAny(month, "әеіөү") > strings.LastIndexAny(month, "аоұыу") // the last vowel decides
	switch {
	case voiceless && front:
		return "тегі"
	case voiceless:
		return "тағы"
	case front:
		return "дегі"
	}
	return "дағы"
}

// sentenceCase lowers a title that is printed in capitals throughout.
func sentenceCase(title string) string {
	if title != strings.ToUpper(title) || title == strings.ToLower(title) {
		return title
	}
	lower := strings.ToLower(title)
	for _, proper := range []string{"Республики Казахстан", "Республика Казахстан", kazakhCountry, "Қазақстан Республикасы"} {
		lower = strings.ReplaceAll(lower, strings.ToLower(proper), proper)
	}
	return upperFirst(lower)
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToLower(r)) + s[size:]
}

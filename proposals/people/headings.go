package people

import (
	"slices"
	"strings"
	"unicode"

	"talqy/proposals"
	"talqy/proposals/act"
)

// maxTitle bounds the lines above the headings: «Состав рабочей группы», a date, an empty one.
const maxTitle = 20

// head is the line of headings.
type head struct {
	n       int
	columns []Column
}

// headings finds the line of headings, and by it what stands between the cells.
func headings(text string) (between string, found head, err error) {
	comma := ""
	// «sep=;» in the first line is how a file tells Excel what stands between its cells.
	if first, _, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "sep=") && len(first) == 5 && strings.ContainsAny(first[4:], ",;\t") {
		comma = first[4:]
	}
	// The most columns that have a meaning; where none is a list's, what the nearest lacks.
	best, nearest, missing, widest := 0, -1, []string(nil), 0
	for _, candidate := range []string{";", ",", "\t"} {
		if comma != "" && candidate != comma {
			continue
		}
		seen := 0
		for r := range records(text, candidate) {
			if seen++; seen > maxTitle {
				break
			}
			widest = max(widest, len(r.cells))
			h := head{r.n, name(r.cells)}
			known, lacks := h.known()
			if len(lacks) == 0 && known > best {
				best, found, between = known, h, candidate
			}
			if known > nearest {
				nearest, missing = known, lacks
			}
		}
	}
	switch {
	case best > 0:
		return between, found, nil
	case widest < 2 && nearest <= 0:
		return "", head{}, proposals.Refuse(CodeUnreadable)
	}
	return "", head{}, proposals.Refuse(CodeNoColumns, "missing", missing)
}

// known counts the columns that have a meaning and names the fields without which a list is none.
func (h head) known() (n int, missing []string) {
	var has = map[Field]bool{}
	for _, c := range h.columns {
		if c.Field != "" {
			n++
			has[c.Field] = true
		}
	}
	if !has[Name] && !has[Surname] && !has[GivenName] {
		missing = append(missing, "name")
	}
	if !has[OrganisationRu] && !has[OrganisationKk] {
		missing = append(missing, "organisation")
	}
	return n, missing
}

// name tells what each column holds by its heading. Of two columns of one field the first is meant.
func name(cells []string) []Column {
	columns := make([]Column, len(cells))
	var taken []Field
	for i, cell := range cells {
		field := fieldOf(cell)
		if slices.Contains(taken, field) {
			field = ""
		}
		taken = append(taken, field)
		columns[i] = Column{i, cell, field}
	}
	// «Имя» beside «Фамилия» is a part of the name, alone it is the whole.
	if !slices.Contains(taken, Surname) && !slices.Contains(taken, Name) {
		if i := slices.Index(taken, GivenName); i >= 0 {
			columns[i].Field = Name
		}
	}
	return columns
}

// fieldOf tells what a heading means; empty when nothing that the group keeps.
func fieldOf(heading string) Field {
	words := wordsOf(heading)
	kk, ru := false, false
	words = slices.DeleteFunc(words, func(w string) bool {
		kk, ru = kk || inKazakh[w], ru || inRussian[w]
		return inKazakh[w] || inRussian[w] || meaningless[w]
	})
	field := fields[strings.Join(words, " ")]
	switch {
	case field == OrganisationRu && kk:
		return OrganisationKk
	case field == OrganisationKk && ru:
		return OrganisationRu
	case field == OfficeRu && kk:
		return OfficeKk
	case field == OfficeKk && ru:
		return OfficeRu
	}
	return field
}

// wordsOf gives the words of a heading folded, without what stands between them.
func wordsOf(s string) []string {
	return strings.FieldsFunc(act.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// folded makes a table of what is written under each word.
func folded[T comparable](table map[T]string) map[string]T {
	out := map[string]T{}
	for value, variants := range table {
		for variant := range strings.SplitSeq(variants, ",") {
			out[strings.Join(wordsOf(variant), " ")] = value
		}
	}
	return out
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.SplitSeq(words, ",") {
		out[act.Fold(word)] = true
	}
	return out
}

// Words that say in which language a column is, and words without a meaning of their own.
var (
	inKazakh    = set("каз,казахский,казахском,казахскому,қаз,қазақша,қазақ,kaz,kk,kz,kazakh")
	inRussian   = set("рус,русский,русском,орыс,орысша,rus,ru,russian")
	meaningless = set("на,в,по,яз,язык,языке,тілі,тілінде,тіл,in,of,the,полное,полностью,толық")
)

// fields are the headings that offices write, in Russian, Kazakh and English.
var fields = folded(map[Field]string{
	OrganisationRu: "организация,название организации,наименование организации,организация представитель,организация участник,орган,государственный орган,место работы," +
		"учреждение,компания,наименование,organisation,organization,organisation name,organization name,name organisation,name organization,institution,employer,company",
	OrganisationKk: "ұйым,ұйым атауы,ұйымның атауы,мекеме,мекеме атауы,мекеменің атауы,жұмыс орны,орган атауы,мемлекеттік орган,атауы",
	Kind: "вид,вид организации,тип,тип организации,категория,категория организации,түрі,ұйым түрі,ұйымның түрі,санаты,ұйым санаты," +
		"kind,type,category,organisation kind,organization kind,kind organisation,organisation type,organization type,type organisation,type organization",
	City: "город,город регион,населенный пункт,регион,область,место,қала,қаласы,өңір,облыс,елді мекен,city,town,location,region",
	Name: "фио,ф и о,фио участника,ф и о участника,имя и фамилия,фамилия и имя,фамилия имя,имя фамилия,фамилия имя отчество,фамилия имя и отчество," +
		"фамилия имя отчество при наличии,фамилия инициалы,участник,член рабочей группы,представитель," +
		"аты жөні,т а ә,таә,тегі аты,аты тегі,тегі және аты,аты және тегі,тегі аты әкесінің аты,қатысушы,өкіл,жұмыс тобының мүшесі," +
		"full name,person,participant,member,representative,first and last name,name and surname",
	Surname:    "фамилия,тегі,surname,last name,family name",
	GivenName:  "имя,аты,есімі,name,first name,given name",
	Patronymic: "отчество,әкесінің аты,patronymic,middle name",
	OfficeRu:   "должность,занимаемая должность,office,position,job,job title,title,post",
	OfficeKk:   "лауазымы,лауазым,қызметі,атқаратын қызметі",
	Role:       "роль,роль группе,роль рабочей группе,рөлі,рөл,топтағы рөлі,role,group role",
	Email: "email,e mail,почта,электронная почта,эл почта,адрес почты,адрес электронной почты,электронный адрес," +
		"электрондық пошта,пошта,эл пошта,электрондық мекенжай,пошта мекенжайы,mail,email address,e mail address,mail address",
})

// kinds are what offices call the kinds of organisations.
var kinds = folded(map[proposals.OrganisationKind]string{
	proposals.State: "state,государственный орган,госорган,государственная организация,государственное учреждение,государственная,государственный,гос,гу,акимат,министерство," +
		"мемлекеттік орган,мемлекеттік ұйым,мемлекеттік мекеме,мемлекеттік,мм,әкімдік,министрлік,state body,government,government body,public body,state organisation",
	proposals.NGO: "ngo,нпо,неправительственная организация,неправительственная,некоммерческая организация,некоммерческая,общественный фонд,общественное объединение,оф,оо,фонд," +
		"үеұ,үкіметтік емес ұйым,үкіметтік емес,коммерциялық емес ұйым,қоғамдық қор,қоғамдық бірлестік,қор," +
		"non governmental organisation,non governmental organization,nongovernmental organisation,civil society,non governmental,non profit",
	proposals.International: "international,международная организация,международная,мо,халықаралық ұйым,халықаралық,international organisation,international organization",
})

// roles are what offices call the roles; a place left empty is a member's.
var roles = folded(map[proposals.Role]string{
	proposals.Organiser: "organiser,organizer,организатор,ұйымдастырушы",
	proposals.Ordinary:  "member,participant,участник,участница,член,член группы,член рабочей группы,қатысушы,мүше,мүшесі,топ мүшесі,жұмыс тобының мүшесі,working group member",
	proposals.Lawyer:    "lawyer,юрист,заңгер,legal expert",
	proposals.Observer:  "observer,наблюдатель,бақылаушы",
})

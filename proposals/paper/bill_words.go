package paper

import (
	"regexp"
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// billWords are the sentences of a draft law in one language.
type billWords struct {
	// title gives the title of the law: the group's own where it is one, else one made from the amended acts.
	title func(own string, acts []AmendedAct, c Count) string
	// enacting is the clause of article 1.
	enacting func(acts []AmendedAct, c Count) string
	// intro is the line that begins the item of one act.
	intro func(n ActName) string
	// article puts the number of an article before its text.
	article func(num int, text string) string
}

func billWordsOf(lang act.Lang) billWords {
	if lang == act.Kazakh {
		return billWords{kazakhTitle, kazakhEnacting,
			func(n ActName) string { return n.kazakh(true) + ":" },
			func(num int, text string) string { return strconv.Itoa(num) + "-бап. " + text }}
	}
	return billWords{russianTitle, russianEnacting,
		func(n ActName) string { return "В " + n.russian(true) + ":" },
		func(num int, text string) string { return "Статья " + strconv.Itoa(num) + ". " + text }}
}

// EntryIntoForce is the usual last sentence of a draft law; days are 10 or 60.
func EntryIntoForce(lang act.Lang, days int) string {
	if lang == act.Kazakh {
		number := "он"
		if days == 60 {
			number = "алпыс"
		}
		return "Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік " + number + " күн өткен соң қолданысқа енгізіледі."
	}
	number := "десяти"
	if days == 60 {
		number = "шестидесяти"
	}
	return "Настоящий Закон вводится в действие по истечении " + number +
		" календарных дней после дня его первого официального опубликования."
}

// russianObject names what is brought in, changes before additions (480-V art. 26(1)): «изменения и дополнение».
func russianObject(c Count, one, many [2]string) string {
	var parts []string
	for i, n := range [2]int{c.Amendments, c.Additions} {
		switch {
		case n == 1:
			parts = append(parts, one[i])
		case n > 1:
			parts = append(parts, many[i])
		}
	}
	return strings.Join(parts, " и ")
}

func russianAccusative(c Count) string {
	return russianObject(c, [2]string{"изменение", "дополнение"}, [2]string{"изменения", "дополнения"})
}

func russianGenitive(c Count) string {
	return russianObject(c, [2]string{"изменения", "дополнения"}, [2]string{"изменений", "дополнений"})
}

func kazakhObject(c Count) string {
	amendments := map[bool]string{true: "өзгеріс", false: "өзгерістер"}[c.Amendments == 1]
	additions := map[bool]string{true: "толықтыру", false: "толықтырулар"}[c.Additions == 1]
	switch {
	case c.Additions == 0:
		return amendments
	case c.Amendments == 0:
		return additions
	case c.Amendments == 1: // «пен» behind a voiceless sound
		return amendments + " пен " + additions
	}
	return amendments + " мен " + additions
}

// The heads of titles of amending laws, whose words for changes and additions follow from what the law does.
var (
	russianHead = regexp.MustCompile(`^О\s+внесении\s+(?:изменени[йяе]|дополнени[йяе])(?:\s+и\s*(?:\(или\)\s*)?дополнени[йяе])?\s+(в\s.+)$`)
	kazakhHead  = regexp.MustCompile(`^(.+?)\s+(?:өзгеріс(?:тер)?|толықтыру(?:лар)?)(?:\s+[мп]ен\s+толықтыру(?:лар)?)?\s+енгізу\s+туралы$`)
	russianOn   = regexp.MustCompile(`^[Пп]о\s+вопрос(?:у|ам)\s`)
	kazakhOn    = regexp.MustCompile(`\sмәселе(?:сі|лері)\s+бойынша$`)
)

func russianTitle(own string, acts []AmendedAct, c Count) string {
	head := "О внесении " + russianGenitive(c) + " "
	if m := russianHead.FindStringSubmatch(own); m != nil {
		return head + m[1]
	}
	title := head + "в некоторые законодательные акты Республики Казахстан"
	if len(acts) == 1 {
		title = head + "в " + acts[0].Name.russian(false)
	}
	if russianOn.MatchString(own) {
		title += " п" + own[len("п"):]
	}
	return title
}

func kazakhTitle(own string, acts []AmendedAct, c Count) string {
	tail := kazakhObject(c) + " енгізу туралы"
	if m := kazakhHead.FindStringSubmatch(own); m != nil {
		return m[1] + " " + tail
	}
	title := "Қазақстан Республикасының кейбір заңнамалық актілеріне "
	if len(acts) == 1 {
		title = acts[0].Name.kazakh(false) + " "
	}
	if kazakhOn.MatchString(own) {
		title += lowerFirst(own) + " "
	}
	return title + tail
}

func russianEnacting(acts []AmendedAct, c Count) string {
	if len(acts) > 1 {
		return "Внести " + russianAccusative(c) + " в следующие законодательные акты Республики Казахстан:"
	}
	next := "следующие"
	if c.Amendments+c.Additions == 1 {
		next = "следующее"
	}
	return "Внести в " + acts[0].Name.russian(true) + " " + next + " " + russianAccusative(c) + ":"
}

func kazakhEnacting(acts []AmendedAct, c Count) string {
	if len(acts) > 1 {
		return "Қазақстан Республикасының мына заңнамалық актілеріне " + kazakhObject(c) + " енгізілсін:"
	}
	return acts[0].Name.kazakh(true) + " мынадай " + kazakhObject(c) + " енгізілсін:"
}

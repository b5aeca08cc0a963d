package paper

import (
	"slices"
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// Minutes is a meeting and what was said, voted and decided at it.
type Minutes struct {
	Meeting
	// Items are parallel to the agenda.
	Items []MinutesItem
}

// MinutesItem is what happened at one item of the agenda.
type MinutesItem struct {
	// Remarks were let in from the room.
	Remarks   []RoomRemark
	Votes     []Vote
	Decisions []Decision
}

// RoomRemark is what somebody in the room said in writing.
type RoomRemark struct {
	Name, Organisation, Body string
	Lang                     act.Lang
	// Outcome is accepted, rejected, noted or empty.
	Outcome string
	Reason  Bilingual
}

// Vote is a show of hands that is closed.
type Vote struct {
	Question              Bilingual
	ByOrganisation        bool
	For, Against, Abstain int
	// Voices are by name; empty where hands were counted.
	Voices []Voice
}

// Voice is a voice by name; Choice is for, against or abstain.
type Voice struct {
	Name   Bilingual
	Choice string
}

// Decision is what was decided, on a proposal where Address names one.
type Decision struct {
	Row     int
	Address Bilingual
	// Outcome is agree, reject, postpone or empty.
	Outcome string
	Text    Bilingual
	// Wording is the proposed wording that was decided on, in each language that it has.
	Wording Bilingual
	// Version is the version of that wording by language.
	Version map[act.Lang]int
}

// NewMinutes makes the minutes (протокол; хаттама). Their number is written in by the office that registers them.
func NewMinutes(h Head, m Minutes) *Document {
	d := h.document(Bilingual{"Протокол", "Хаттама"}, Portrait, func(lang act.Lang) []Block {
		blocks := []Block{title(say(lang, "ПРОТОКОЛ № ______", "№ ______ ХАТТАМА"))}
		blocks = append(blocks, m.head(lang)...)
		blocks = append(blocks, body(m.led(lang)))
		blocks = append(blocks, m.attendance(lang)...)
		blocks = append(blocks, heading(say(lang, "ПОВЕСТКА ДНЯ", "КҮН ТӘРТІБІ")), body(m.order(lang)))
		for i, item := range m.Agenda {
			blocks = append(blocks, heading(number(i+1)+". "+item.called(lang)))
			var happened MinutesItem
			if i < len(m.Items) {
				happened = m.Items[i]
			}
			blocks = append(blocks, happened.blocks(lang, item)...)
		}
		return append(blocks,
			Signature{Office: say(lang, "Председатель", "Төраға"), Name: oneLine(m.Chair), Size: bodySize},
			Signature{Office: say(lang, "Секретарь", "Хатшы"), Name: oneLine(m.Secretary), Size: bodySize})
	})
	d.Subject = h.said(m.Title)
	return d
}

// led names who held and led the meeting; a line without a name is left out.
func (m Minutes) led(lang act.Lang) string {
	var lines []string
	for _, part := range [][2]string{{say(lang, "Организатор: ", "Ұйымдастырушы: "), m.Organiser.In(lang)},
		{say(lang, "Председатель: ", "Төраға: "), m.Chair}, {say(lang, "Секретарь: ", "Хатшы: "), m.Secretary}} {
		if name := oneLine(part[1]); name != "" {
			lines = append(lines, part[0]+name)
		}
	}
	return strings.Join(lines, "\n")
}

// attendance lists by organisation who was there and who was invited and was not.
func (m Minutes) attendance(lang act.Lang) []Block {
	var there, away []Participant
	for _, p := range m.Participants {
		if p.Present {
			there = append(there, p)
		} else {
			away = append(away, p)
		}
	}
	return []Block{
		heading(count(say(lang, "ПРИСУТСТВОВАЛИ", "ҚАТЫСҚАНДАР"), len(there))), body(people(lang, there)),
		heading(count(say(lang, "ОТСУТСТВОВАЛИ", "ҚАТЫСПАҒАНДАР"), len(away))), body(people(lang, away))}
}

// people lists names, an organisation a line.
func people(lang act.Lang, list []Participant) string {
	if len(list) == 0 {
		return say(lang, "нет", "жоқ")
	}
	var lines []string
	for _, o := range byOrganisation(list) {
		var names []string
		for _, p := range o.people {
			name := oneLine(p.Name)
			if office := p.office(lang); office != "" {
				name += " (" + office + ")"
			}
			names = append(names, name)
		}
		lines = append(lines, o.called(lang)+": "+strings.Join(names, "; ")+".")
	}
	return strings.Join(lines, "\n")
}

// order lists the items of the agenda.
func (m Minutes) order(lang act.Lang) string {
	if len(m.Agenda) == 0 {
		return say(lang, "нет", "жоқ")
	}
	var lines []string
	for i, item := range m.Agenda {
		lines = append(lines, number(i+1)+". "+item.called(lang))
	}
	return strings.Join(lines, "\n")
}

// blocks are the parts of an item in the order of minutes: heard, discussed, remarks, votes, decisions. Each part stands in
// both languages alike, so that they can be set beside each other.
func (happened MinutesItem) blocks(lang act.Lang, item AgendaItem) []Block {
	part := func(name string, text string) Text {
		t := body(text)
		if len(t.Paragraphs) == 0 {
			return t
		}
		name = name + ": "
		t.Paragraphs[0].Runs = append([]Run{{Strong, name}}, t.Paragraphs[0].Runs...)
		return t
	}
	var out []Block
	if len(item.Speakers) > 0 {
		var names []string
		for _, s := range item.Speakers {
			names = append(names, s.called(lang))
		}
		out = append(out, part(say(lang, "СЛУШАЛИ", "ТЫҢДАЛДЫ"), strings.Join(names, "; ")+"."))
	}
	if on := item.on(lang); len(on) > 0 {
		var list []string
		for _, p := range on {
			list = append(list, p.Text())
		}
		out = append(out, part(say(lang, "ОБСУЖДЕНЫ ПОПРАВКИ", "ТАЛҚЫЛАНҒАН ТҮЗЕТУЛЕР"), strings.Join(list, "; ")+"."))
	}
	for i, r := range happened.Remarks {
		text := r.said(lang)
		if i == 0 {
			out = append(out, part(say(lang, "ЗАМЕЧАНИЯ УЧАСТНИКОВ", "ҚАТЫСУШЫЛАРДЫҢ ЕСКЕРТУЛЕРІ"), text))
			continue
		}
		out = append(out, body(text))
	}
	for _, v := range happened.Votes {
		out = append(out, part(say(lang, "ГОЛОСОВАЛИ", "ДАУЫС БЕРІЛДІ"), v.said(lang)))
	}
	for _, d := range happened.Decisions {
		out = append(out, part(say(lang, "РЕШИЛИ", "ШЕШІМ ҚАБЫЛДАНДЫ"), d.said(lang)))
		if wording := strings.TrimSpace(d.Wording.In(lang)); wording != "" {
			out = append(out, Text{Paragraphs: Paragraphs(d.versionSaid(lang) + wording), Size: noteSize, Align: Justified, Indent: indent, After: 4})
		}
	}
	return out
}

// said is a remark with its author and what became of it.
func (r RoomRemark) said(lang act.Lang) string {
	who := oneLine(r.Name)
	if o := oneLine(r.Organisation); o != "" {
		who += " (" + o + ")"
	}
	text := who + ": " + quoted(r.Body)
	if r.Outcome != "" {
		text += " – " + outcomeWord(lang, r.Outcome)
		if why := oneLine(r.Reason.In(lang)); why != "" {
			text += ": " + why
		}
	}
	return ended(text)
}

// ended closes a sentence that has no mark at its end.
func ended(s string) string {
	if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune(".!?…;:", last) {
		return s
	}
	return s + "."
}

// said is the question, the result by number, and by name where voices were recorded.
func (v Vote) said(lang act.Lang) string {
	lines := []string{or(oneLine(v.Question.In(lang)), say(lang, "вопрос не записан", "сұрақ жазылмаған"))}
	mode := say(lang, "по участникам", "қатысушылар бойынша")
	if v.ByOrganisation {
		mode = say(lang, "по организациям, один голос от каждой", "ұйымдар бойынша, әрқайсысынан бір дауыс")
	}
	if len(v.Voices) == 0 {
		mode += say(lang, ", подсчетом поднятых рук", ", көтерілген қолдарды санау арқылы")
	}
	lines = append(lines, count(say(lang, "за", "жақтап"), v.For)+", "+count(say(lang, "против", "қарсы"), v.Against)+", "+
		count(say(lang, "воздержались", "қалыс қалғандар"), v.Abstain)+" ("+mode+").")
	for _, c := range [][2]string{{"for", say(lang, "За: ", "Жақтап: ")}, {"against", say(lang, "Против: ", "Қарсы: ")},
		{"abstain", say(lang, "Воздержались: ", "Қалыс қалғандар: ")}} {
		var names []string
		for _, voice := range v.Voices {
			if voice.Choice == c[0] {
				names = append(names, oneLine(voice.Name.In(lang)))
			}
		}
		slices.Sort(names)
		if len(names) > 0 {
			lines = append(lines, c[1]+strings.Join(names, "; ")+".")
		}
	}
	return strings.Join(lines, "\n")
}

// said is the decision: on what, with which outcome, in which words.
func (d Decision) said(lang act.Lang) string {
	var parts []string
	if address := lowerFirst(oneLine(d.Address.In(lang))); address != "" {
		if d.Row > 0 {
			address = say(lang, "строка "+number(d.Row), number(d.Row)+"-жол") + ", " + address
		}
		parts = append(parts, address)
	}
	if s := decided(lang, d.Outcome); s != "" {
		parts = append(parts, s)
	}
	text := strings.Join(parts, " – ")
	own := strings.TrimSpace(printable(d.Text.In(lang)))
	switch {
	case text == "":
		return ended(own)
	case own == "":
		return ended(text)
	}
	return ended(text) + "\n" + ended(own)
}

// versionSaid opens the wording that was decided on.
func (d Decision) versionSaid(lang act.Lang) string {
	text := say(lang, "Редакция, по которой принято решение", "Шешім қабылданған редакция")
	if n, ok := d.Version[lang]; ok && n > 0 {
		text += say(lang, " (версия "+number(n)+")", " ("+number(n)+"-нұсқа)")
	}
	return text + ":\n"
}

// decided names the outcome of a decision on a proposal.
func decided(lang act.Lang, outcome string) string {
	switch outcome {
	case "agree":
		return say(lang, "поправка поддержана", "түзету қолдау тапты")
	case "reject":
		return say(lang, "поправка отклонена", "түзету қабылданбады")
	case "postpone":
		return say(lang, "рассмотрение поправки отложено", "түзетуді қарау кейінге қалдырылды")
	}
	return ""
}

// outcomeWord names what became of a remark.
func outcomeWord(lang act.Lang, outcome string) string {
	switch outcome {
	case "accepted":
		return say(lang, "принято", "қабылданды")
	case "rejected":
		return say(lang, "отклонено", "қабылданбады")
	case "noted":
		return say(lang, "принято к сведению", "назарға алынды")
	}
	return say(lang, "без решения", "шешім қабылданбаған")
}

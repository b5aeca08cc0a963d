package proposals_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/paper"
	"talqy/proposals/source"
)

// A code and an older law of our own, beside the law of the world.
const (
	codeRu = `Уголовный кодекс Республики Казахстан (учебный)

Кодекс Республики Казахстан от 3 июля 2014 года № 1-УЧ.

Статья 10. Похищение пробы
1. Похищение пробы –
наказывается штрафом в размере двадцати месячных расчетных показателей.
2. То же деяние, предусмотренное частью первой настоящей статьи, совершенное повторно, –
наказывается лишением свободы на срок до двух лет.

Статья 11. Сокрытие пробы
Сокрытие пробы, предусмотренное частью второй настоящей статьи или частью первой статьи 10, –
наказывается арестом по части второй настоящей статьи.
`
	codeKk = `Қазақстан Республикасының Қылмыстық кодексі

Қазақстан Республикасының 2014 жылғы 3 шілдедегі № 1-ОҚ Кодексі.

10-бап. Сынаманы ұрлау
1. Сынаманы ұрлау –
жиырма айлық есептік көрсеткіш мөлшерінде айыппұл салуға жазаланады.
2. Осы баптың бірінші бөлігінде көзделген дәл сол іс-әрекет қайталап жасалса, –
екі жылға дейінгі мерзімге бас бостандығынан айыруға жазаланады.
`
	oldLawRu = `О старых пробах

Закон Республики Казахстан от 5 мая 1999 года № 7-I.

Статья 1. Проба
Проба хранится один год.
`
)

func (w *world) addAct(t testing.TB, content string, profile act.Profile) proposals.ActID {
	t.Helper()
	document, err := source.Read([]byte(content), "act.txt")
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.AddAct(context.Background(), w.author, document.Expression, profile, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) addLanguage(t testing.TB, id proposals.ActID, content string) {
	t.Helper()
	document, err := source.Read([]byte(content), "act.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddExpression(context.Background(), w.author, id, document.Expression, []byte(content)); err != nil {
		t.Fatal(err)
	}
}

// proposeOn opens and shares a proposal on any act.
func (w *world) proposeOn(t testing.TB, id proposals.ActID, kind proposals.ChangeKind, target string) proposals.ProposalID {
	t.Helper()
	p, err := w.Propose(context.Background(), w.author, w.bill, id, kind, target)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Share(context.Background(), w.author, p); err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) editIn(t testing.TB, id proposals.ProposalID, lang act.Lang, old, new string) {
	t.Helper()
	now, _ := w.get(t, id).Text(proposals.Wording, lang)
	if _, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, lang, now.Version(),
		[]proposals.Update{replace(t, now.Proposed, old, new)}); err != nil {
		t.Fatal(err)
	}
}

func (w *world) billText(t testing.TB, lang act.Lang) *proposals.BillText {
	t.Helper()
	b, err := w.BillText(context.Background(), w.author, w.bill, lang)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wantText(t *testing.T, b *proposals.BillText, want string) {
	t.Helper()
	if got := b.String(); got != want {
		t.Errorf("the draft law says\n%s\nwant\n%s\nleft: %+v", got, want, b.Left)
	}
}

// A law that amends one act names it in its title and in its first article.
func TestBillOnOneAct(t *testing.T) {
	w := newWorld(t)
	one := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, one, "тридцати", "сорока")
	w.editIn(t, one, act.Kazakh, "отыз", "қырық")
	w.edit(t, w.author, one, "2) питание.", "2) питание;\n3) одежда.")
	two := w.shared(t, proposals.Insert, "art_1")
	w.edit(t, w.author, two, "Статья 1-1. ", "Статья 1-1. Помощь\nПомощь оказывается сразу.")
	three := w.shared(t, proposals.Repeal, "art_2-1")
	b := w.billText(t, act.Russian)
	wantText(t, b, `О внесении изменений и дополнений в Закон Республики Казахстан «О приютах (учебный текст)»
Статья 1. Внести в Закон Республики Казахстан «О приютах (учебный текст)» следующие изменения и дополнения:
1) дополнить статьей 1-1 следующего содержания:
«Статья 1-1. Помощь
Помощь оказывается сразу.»;
2) в статье 2:
в пункте 1 слово «тридцати» заменить словом «сорока»;
в подпункте 2) пункта 2 слово «питание.» заменить словом «питание;»;
пункт 2 дополнить подпунктом 3) следующего содержания:
«3) одежда.»;
3) статью 2-1 исключить.
Статья 2. Настоящий Закон вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования.`)
	items := b.Articles[0].Items[0].Items
	for i, id := range []proposals.ProposalID{two, one, three} {
		if got := items[i].Proposals; len(got) != 1 || got[0] != string(id) {
			t.Errorf("item %d is of %v, want %s", i+1, got, id)
		}
	}
	if len(b.Notes) != 1 || b.Notes[0].Code != proposals.NoteActUndated || b.Days != 10 {
		t.Errorf("notes %+v, %d days", b.Notes, b.Days)
	}
	kk := w.billText(t, act.Kazakh)
	wantText(t, kk, `«Баспаналар туралы (оқу мәтіні)» Қазақстан Республикасының Заңына өзгерістер енгізу туралы
1-бап. «Баспаналар туралы (оқу мәтіні)» Қазақстан Республикасының Заңына мынадай өзгерістер енгізілсін:
1) 2-баптың 1-тармағындағы «отыз» деген сөз «қырық» деген сөзбен ауыстырылсын;
2) 2-1-бап алып тасталсын.
2-бап. Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі.`)
	if len(kk.Left) != 1 || kk.Left[0].Proposal != two || kk.Left[0].Reason != proposals.LeftEmpty {
		t.Errorf("left in Kazakh: %+v", kk.Left)
	}
}

// Acts stand by legal force and then by date, each one numbered item; what may tighten liability puts the law off.
func TestBillOnSeveralActs(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	bill, err := w.OpenBill(ctx, w.author, proposals.Bilingual{
		Ru: "О внесении изменений и дополнений в некоторые законодательные акты Республики Казахстан по вопросам проб",
		Kk: "Қазақстан Республикасының кейбір заңнамалық актілеріне сынамалар мәселелері бойынша өзгерістер мен толықтырулар енгізу туралы"})
	if err != nil {
		t.Fatal(err)
	}
	w.bill = bill
	old := w.addAct(t, oldLawRu, act.ProfileLaw)
	code := w.addAct(t, codeRu, act.ProfileCode)
	w.addLanguage(t, code, codeKk)
	a := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, a, "тридцати", "сорока")
	b := w.proposeOn(t, old, proposals.Amend, "art_1")
	w.edit(t, w.author, b, "один год", "два года")
	c := w.proposeOn(t, code, proposals.Amend, "art_10")
	w.edit(t, w.author, c, "двадцати", "пятидесяти")
	w.editIn(t, c, act.Kazakh, "жиырма", "елу")
	d := w.proposeOn(t, code, proposals.Amend, "art_11")
	w.edit(t, w.author, d, "Сокрытие пробы,", "Сокрытие пробы или ее части,")
	text := w.billText(t, act.Russian)
	wantText(t, text, `О внесении изменений и дополнения в некоторые законодательные акты Республики Казахстан по вопросам проб
Статья 1. Внести изменения и дополнение в следующие законодательные акты Республики Казахстан:
1. В Уголовный кодекс Республики Казахстан (учебный) от 3 июля 2014 года:
1) в абзаце втором части первой статьи 10 слово «двадцати» заменить словом «пятидесяти»;
2) абзац первый статьи 11 после слова «пробы» дополнить словами «или ее части».
2. В Закон Республики Казахстан от 5 мая 1999 года «О старых пробах»:
в статье 1 слова «один год» заменить словами «два года».
3. В Закон Республики Казахстан «О приютах (учебный текст)»:
в пункте 1 статьи 2 слово «тридцати» заменить словом «сорока».
Статья 2. Настоящий Закон вводится в действие по истечении шестидесяти календарных дней после дня его первого официального опубликования.`)
	note := slices.IndexFunc(text.Notes, func(n proposals.BillNote) bool { return n.Code == proposals.NoteSixtyDays })
	if note < 0 || text.Notes[note].Act != code || !slices.Contains(text.Notes[note].Proposals, c) || text.Days != 60 {
		t.Errorf("the notes are %+v, %d days", text.Notes, text.Days)
	}
	kk := w.billText(t, act.Kazakh)
	wantText(t, kk, `Қазақстан Республикасының кейбір заңнамалық актілеріне сынамалар мәселелері бойынша өзгеріс енгізу туралы
1-бап. 2014 жылғы 3 шілдедегі Қазақстан Республикасының Қылмыстық кодексіне мынадай өзгеріс енгізілсін:
10-баптың бірінші бөлігінің екінші абзацындағы «жиырма» деген сөз «елу» деген сөзбен ауыстырылсын.
2-бап. Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік алпыс күн өткен соң қолданысқа енгізіледі.`)
	reasons := map[proposals.ProposalID]string{}
	for _, l := range kk.Left {
		reasons[l.Proposal] = l.Reason
	}
	for id, want := range map[proposals.ProposalID]string{a: proposals.LeftUnchanged, b: proposals.LeftNoText, d: proposals.LeftNoText} {
		if reasons[id] != want {
			t.Errorf("%s is left out for %q, want %q", id, reasons[id], want)
		}
	}
}

// Proposals on one article are one item where their words are apart; where they are not, the later one is named with the
// earlier. Drafts and withdrawn proposals are in no law.
func TestBillMergesAndNamesWhatItLeaves(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	first := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, first, "тридцати", "сорока")
	second := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, second, "1) кров;", "1) кров и одежда;")
	third := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, third, "тридцати", "девяноста")
	fourth := w.shared(t, proposals.Repeal, "art_2")
	fifth := w.shared(t, proposals.Amend, "art_1")
	draft := w.propose(t, proposals.Amend, "art_1")
	w.edit(t, w.author, draft, "бесплатна", "бесплатна и добровольна")
	gone := w.shared(t, proposals.Amend, "art_1")
	w.edit(t, w.author, gone, "бесплатна", "платна")
	if err := w.Withdraw(ctx, w.author, gone, "Отозвана."); err != nil {
		t.Fatal(err)
	}
	b := w.billText(t, act.Russian)
	items := b.Articles[0].Items[0].Items
	if len(items) != 1 || !slices.Equal(items[0].Proposals, []string{string(first), string(second)}) ||
		!strings.Contains(items[0].Text, "сорока") || !strings.Contains(items[0].Text, "одежда") {
		t.Errorf("the items are %+v", items)
	}
	want := []proposals.LeftOut{{Proposal: third, Reason: proposals.LeftCollides, Other: first},
		{Proposal: fourth, Reason: proposals.LeftCollides, Other: first}, {Proposal: fifth, Reason: proposals.LeftUnchanged}}
	if !slices.Equal(b.Left, want) {
		t.Errorf("left %+v, want %+v", b.Left, want)
	}
	w.addEdition(t, "тридцати", "двадцати")
	b = w.billText(t, act.Russian)
	if len(b.Left) < 3 || b.Left[0].Reason != proposals.LeftConflict {
		t.Errorf("in conflict with a newer edition, left are %+v", b.Left)
	}
}

// The sentence on entry into force is the group's where it has written one.
func TestEntryIntoForceIsWorded(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	own := proposals.Bilingual{Ru: "Настоящий Закон вводится в действие с 1 января 2027 года."}
	wantCode(t, w.SetEntry(ctx, w.observer, w.bill, own), proposals.CodeForbidden)
	wantCode(t, w.SetEntry(ctx, w.author, "no such bill", own), proposals.CodeNotFound)
	if err := w.SetEntry(ctx, w.author, w.bill, own); err != nil {
		t.Fatal(err)
	}
	if got, want := w.billText(t, act.Russian).Articles[1].Text, "Статья 2. "+own.Ru; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	again, err := w.open(t).BillText(ctx, w.author, w.bill, act.Russian)
	if err != nil || again.Entry != own {
		t.Errorf("after a restart the sentence is %+v, %v", again.Entry, err)
	}
	if err := w.SetEntry(ctx, w.author, w.bill, proposals.Bilingual{}); err != nil {
		t.Fatal(err)
	}
	if got := w.billText(t, act.Russian).Articles[1].Text; !strings.Contains(got, "десяти календарных дней") {
		t.Errorf("the usual sentence did not come back: %q", got)
	}
}

func TestEmptyBill(t *testing.T) {
	w := newWorld(t)
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		b := w.billText(t, lang)
		if len(b.Articles) != 0 || len(b.Left) != 0 || b.Title == "" {
			t.Errorf("an empty bill says %+v", b)
		}
	}
}

// A law cannot amend a by-law, and says so.
func TestBillLeavesBylawsAlone(t *testing.T) {
	w := newWorld(t)
	rules := w.addAct(t, oldLawRu, act.ProfileBylaw)
	if err := w.Retitle(context.Background(), w.author, rules, act.Russian, "Правила хранения проб"); err != nil {
		t.Fatal(err)
	}
	id := w.proposeOn(t, rules, proposals.Amend, "art_1")
	w.edit(t, w.author, id, "один", "два")
	b := w.billText(t, act.Russian)
	if len(b.Left) != 1 || b.Left[0].Reason != proposals.LeftBylaw || len(b.Articles) != 0 {
		t.Errorf("got %+v, left %+v", b.Articles, b.Left)
	}
}

// How acts are called, in the case that the sentence asks for.
func TestActNames(t *testing.T) {
	for _, tc := range []struct {
		title   string
		preface string
		lang    act.Lang
		profile act.Profile
		want    string
	}{
		{"О противодействии пробам", "Закон Республики Казахстан от 4 июля 2024 года № 110-VIII ЗРК.", act.Russian, act.ProfileLaw,
			"В Закон Республики Казахстан от 4 июля 2024 года «О противодействии пробам»:"},
		{"УГОЛОВНЫЙ КОДЕКС РЕСПУБЛИКИ КАЗАХСТАН", "Кодекс Республики Казахстан от 3 июля 2014 года № 226-V ЗРК.", act.Russian, act.ProfileCode,
			"В Уголовный кодекс Республики Казахстан от 3 июля 2014 года:"},
		{"Трудовой кодекс", "", act.Russian, act.ProfileLaw, "В Трудовой кодекс Республики Казахстан:"},
		{"О здоровье народа и системе здравоохранения", "Кодекс Республики Казахстан от 7 июля 2020 года № 360-VI ЗРК.", act.Russian, act.ProfileLaw,
			"В Кодекс Республики Казахстан от 7 июля 2020 года «О здоровье народа и системе здравоохранения»:"},
		{"О выборах в Республике Казахстан", "Конституционный закон Республики Казахстан от 28 сентября 1995 года № 2464.", act.Russian, act.ProfileLaw,
			"В Конституционный закон Республики Казахстан от 28 сентября 1995 года «О выборах в Республике Казахстан»:"},
		{"Конституция Республики Казахстан", "", act.Russian, act.ProfileLaw, "В Конституцию Республики Казахстан:"},
		{"Сынамаларға қарсы іс-қимыл туралы", "Қазақстан Республикасының 2024 жылғы 4 шілдедегі № 110-VIII ҚРЗ Заңы.", act.Kazakh, act.ProfileLaw,
			"«Сынамаларға қарсы іс-қимыл туралы» 2024 жылғы 4 шілдедегі Қазақстан Республикасының Заңына:"},
		{"ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ҚЫЛМЫСТЫҚ КОДЕКСІ", "Қазақстан Республикасының Кодексі 2014 жылғы 3 желтоқсандағы № 226-V ҚРЗ.", act.Kazakh, act.ProfileCode,
			"2014 жылғы 3 желтоқсандағы Қазақстан Республикасының Қылмыстық кодексіне:"},
		{"Әкімшілік құқық бұзушылық туралы", "Қазақстан Республикасының Кодексі 2014 жылғы 5 қыркүйектегі № 235-V ҚРЗ.", act.Kazakh, act.ProfileCode,
			"«Әкімшілік құқық бұзушылық туралы» 2014 жылғы 5 қыркүйектегі Қазақстан Республикасының Кодексіне:"},
		{"Қазақстан Республикасының Конституциясы", "", act.Kazakh, act.ProfileLaw, "Қазақстан Республикасының Конституциясына:"},
	} {
		name := paper.NameOf(tc.title, []string{tc.preface}, tc.lang, tc.profile)
		two := []paper.AmendedAct{{ID: "a", Name: name, Items: []paper.AmendedItem{{Text: "x"}}},
			{ID: "b", Name: paper.ActName{Title: "я", Kind: paper.KindBylaw}, Items: []paper.AmendedItem{{Text: "x"}}}}
		got := paper.NewBillText(paper.BillForm{Lang: tc.lang}, two).Articles[0].Items[0].Intro
		if got != tc.want {
			t.Errorf("got  %s\nwant %s", got, tc.want)
		}
		called := strings.TrimPrefix(strings.TrimSuffix(got, ":"), "В ")
		if !instruction.SameAct(called, tc.title, tc.lang) {
			t.Errorf("the reader does not know «%s» for «%s»", called, tc.title)
		}
	}
}

// A draft law that is remembered is that of the present state, whatever changed, and belongs to its reader alone.
func TestBillTextFollowsAllThatItIsMadeFrom(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	one := w.shared(t, proposals.Amend, "art_2")
	two := w.shared(t, proposals.Repeal, "art_2-1")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	steps := []struct {
		name string
		do   func()
	}{
		{"nothing", func() {}},
		{"an edit", func() { w.edit(t, w.author, one, "тридцати", "сорока") }},
		{"an edit in Kazakh", func() { w.editIn(t, one, act.Kazakh, "отыз", "қырық") }},
		{"a comment", func() { must(w.Comment(ctx, w.author, one, "comment-said-0001", "Согласны.", nil)) }},
		{"the group's own sentence", func() {
			must(w.SetEntry(ctx, w.author, w.bill, proposals.Bilingual{Ru: "Вводится завтра."}))
		}},
		{"another title of the act", func() { must(w.Retitle(ctx, w.organiser, w.act, act.Russian, "О приютах и помощи")) }},
		{"a proposal withdrawn", func() { must(w.Withdraw(ctx, w.author, two, "Не нужно.")) }},
		{"a newer edition", func() { w.addEdition(t, "тридцати", "двадцати") }},
	}
	for _, step := range steps {
		for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
			w.billText(t, lang) // so that there is something to remember
		}
		step.do()
		fresh := w.open(t)
		for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
			want, err := fresh.BillText(ctx, w.author, w.bill, lang)
			must(err)
			for range 2 {
				got := w.billText(t, lang)
				if got.String() != want.String() || !slices.Equal(got.Left, want.Left) || got.Days != want.Days || got.Entry != want.Entry {
					t.Errorf("after %s the remembered draft law says\n%s\n%+v\nmade anew\n%s\n%+v", step.name, got, got.Left, want, want.Left)
				}
				got.Left = append(got.Left, proposals.LeftOut{Proposal: "a reader's own"})
				clear(got.Left)
				clear(got.Articles)
			}
		}
	}
}

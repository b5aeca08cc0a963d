package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
	"talqy/proposals/text"
	"talqy/server/auth"
	"talqy/server/store"
)

// bulkLog stores the events of a generated group many at once. Nobody else writes, so no number is ever taken.
type bulkLog struct {
	*store.Store
	waiting []proposals.Event
	events  int
}

// Append keeps an event until there are enough of them.
func (b *bulkLog) Append(ctx context.Context, ev proposals.Event) error {
	b.waiting, b.events = append(b.waiting, ev), b.events+1
	if len(b.waiting) < 500 {
		return nil
	}
	return b.flush(ctx)
}

func (b *bulkLog) flush(ctx context.Context) error {
	if len(b.waiting) == 0 {
		return nil
	}
	err := b.AppendAll(ctx, b.waiting)
	b.waiting = b.waiting[:0]
	return err
}

// generateGroup fills a new data folder through the same door as everybody, and gives the number of events.
func generateGroup(ctx context.Context, data string, size groupSize) (events int, err error) {
	kept, err := store.Open(ctx, "", data)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, closeStore(kept)) }()
	log := &bulkLog{Store: kept}
	workbench, err := proposals.Open(ctx, proposals.Config{Log: log, Library: kept, Now: time.Now, NewID: newID})
	if err != nil {
		return 0, err
	}
	door, err := auth.New(auth.Config{Accounts: kept, Members: workbench, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return 0, err
	}
	if err := loadDemo(ctx, workbench, door); err != nil {
		return 0, err
	}
	g := &generator{workbench: workbench, random: rand.New(rand.NewPCG(1, 200))}
	if err := g.generate(ctx, size); err != nil {
		return 0, err
	}
	return log.events, log.flush(ctx)
}

// generator does a large group's work.
type generator struct {
	workbench *proposals.Workbench
	random    *rand.Rand
	organiser proposals.Member
	members   []proposals.Member
}

// somebody gives a member who may write.
func (g *generator) somebody() proposals.Member { return g.members[g.random.IntN(len(g.members))] }

// remark is what somebody says: two sentences.
func (g *generator) remark() string {
	return remarks[g.random.IntN(len(remarks))] + " " + remarks[g.random.IntN(len(remarks))]
}

// remarks are what the generated comments are made of.
var remarks = []string{
	"Срок стоит назвать прямо: «тридцать суток» читается иначе, чем «месяц».", "Мемлекеттік тілдегі мәтін орысша мәтінге сәйкес келмейді.",
	"Предлагаю сослаться на статью 5, а не повторять её слова.", "Бұл нормаға қосымша қаржы керек.", "Согласны.",
	"Кто отвечает за исполнение, из текста не видно; в действующей редакции это названо.",
}

func (g *generator) generate(ctx context.Context, size groupSize) error {
	if err := g.people(ctx); err != nil {
		return err
	}
	code, articles, err := g.code(ctx)
	if err != nil {
		return err
	}
	var bills []proposals.BillID
	for n := range size.bills {
		id, err := g.workbench.OpenBill(ctx, g.organiser, proposals.Bilingual{Ru: fmt.Sprintf("Законопроект № %d о поправках", n+1),
			Kk: fmt.Sprintf("№ %d түзетулер туралы заң жобасы", n+1)})
		if err != nil {
			return err
		}
		bills = append(bills, id)
	}
	if err := g.workbench.Publish(ctx, g.organiser, bills[0]); err != nil {
		return err
	}
	opened := make([][]proposals.ProposalID, len(bills))
	for n := range size.proposals {
		bill := n * len(bills) / size.proposals
		id, err := g.propose(ctx, bills[bill], code, articles[n%len(articles)], (n+1)*size.comments/size.proposals-n*size.comments/size.proposals)
		if err != nil {
			return err
		}
		opened[bill] = append(opened[bill], id)
	}
	for n := range min(len(bills), generatedTables) {
		if err := g.convene(ctx, n, bills[n], opened[n]); err != nil {
			return err
		}
	}
	return nil
}

// How many people the generated group has beside those of the demonstration, in how many organisations, and how often it met.
const (
	generatedMembers       = 60
	generatedOrganisations = 15
	generatedTables        = 20
)

// people adds members without accounts: only those of the demonstration sign in, and hashing passwords takes long.
func (g *generator) people(ctx context.Context) error {
	for _, m := range g.workbench.Members() {
		if m.Role == proposals.Organiser {
			g.organiser = *m
		}
		if m.Role == proposals.Organiser || m.Role == proposals.Ordinary {
			g.members = append(g.members, *m)
		}
	}
	var organisations []proposals.OrganisationID
	for n := range generatedOrganisations {
		id, err := g.workbench.AddOrganisation(ctx, g.organiser, proposals.Bilingual{Ru: fmt.Sprintf("Фонд № %d", n+1), Kk: fmt.Sprintf("№ %d қор", n+1)}, proposals.NGO, "Астана")
		if err != nil {
			return err
		}
		organisations = append(organisations, id)
	}
	for n := range generatedMembers {
		m := proposals.Member{ID: proposals.MemberID(newID()), Login: fmt.Sprintf("member%d", n+1), Name: fmt.Sprintf("Участник %d", n+1),
			Role: proposals.Ordinary, Organisation: organisations[n%len(organisations)], City: "Астана"}
		if err := g.workbench.Join(ctx, m); err != nil {
			return err
		}
		g.members = append(g.members, m)
	}
	return nil
}

// propose opens a proposal, changes both languages and says why, shares it and has it commented on.
func (g *generator) propose(ctx context.Context, bill proposals.BillID, code proposals.ActID, article *act.Provision, comments int) (proposals.ProposalID, error) {
	author := g.somebody()
	id, err := g.workbench.Propose(ctx, author, bill, code, proposals.Amend, article.EID)
	if err != nil {
		return "", err
	}
	for _, one := range []struct {
		part proposals.Part
		lang act.Lang
	}{{proposals.Wording, act.Russian}, {proposals.Wording, act.Kazakh}, {proposals.Justification, act.Russian}} {
		if err := g.edit(ctx, author, id, one.part, one.lang); err != nil {
			return "", err
		}
	}
	if err := g.workbench.Share(ctx, author, id); err != nil {
		return "", err
	}
	for range comments {
		if err := g.workbench.Comment(ctx, g.somebody(), id, proposals.CommentID(newID()), g.remark(), nil); err != nil {
			return "", err
		}
	}
	return id, nil
}

// edit puts a sentence at the end of some line of a text.
func (g *generator) edit(ctx context.Context, by proposals.Member, id proposals.ProposalID, part proposals.Part, lang act.Lang) error {
	p, err := g.workbench.Proposal(by, id)
	if err != nil {
		return err
	}
	t, _ := p.Text(part, lang)
	at, said := g.place(t.Proposed), sentences[lang]
	update := proposals.Update{ClientID: "bench " + string(by.ID), Changes: text.Replacement(text.Units(t.Proposed), at, at, " "+said[g.random.IntN(len(said))])}
	_, _, err = g.workbench.Edit(ctx, by, id, part, lang, t.Version(), []proposals.Update{update})
	return err
}

// place gives the end of some line below the first, in UTF-16 units: proposals on one article do not all change the same words.
func (g *generator) place(of string) int {
	lines := strings.SplitAfter(of, "\n")
	n := len(lines)
	if n > 1 {
		n = 2 + g.random.IntN(n-1)
	}
	return text.Units(strings.TrimSuffix(strings.Join(lines[:n], ""), "\n"))
}

// tableProposals is how many proposals a generated round table has on its agenda.
const tableProposals = 40

// convene convenes a round table on the first proposals of a bill, invites everybody and opens it and its link for guests.
func (g *generator) convene(ctx context.Context, n int, bill proposals.BillID, opened []proposals.ProposalID) error {
	if len(opened) == 0 {
		return nil
	}
	head := proposals.RoundTableHead{Title: proposals.Bilingual{Ru: fmt.Sprintf("Круглый стол № %d", n+1), Kk: fmt.Sprintf("№ %d дөңгелек үстел", n+1)},
		Date: time.Now().AddDate(0, 0, n).Format(time.DateOnly), Begins: "10:00", Ends: "13:00"}
	id, err := g.workbench.Convene(ctx, g.organiser, head, opened[:min(len(opened), tableProposals)])
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context, proposals.Member, proposals.RoundTableID) error{g.workbench.InviteAll, g.workbench.LetGuestsIn, g.workbench.OpenRoundTable} {
		if err := step(ctx, g.organiser, id); err != nil {
			return err
		}
	}
	return nil
}

// codeArticles is how many articles the generated code has, as large ones do.
const codeArticles = 500

// code adds an act as long as a code, in both languages and with an older edition of the Russian text: proposals of a real group are
// spread over many articles.
func (g *generator) code(ctx context.Context) (proposals.ActID, []*act.Provision, error) {
	var id proposals.ActID
	var articles []*act.Provision
	for _, one := range []struct {
		name    string
		lang    act.Lang
		older   bool
		edition string
	}{{"older.ru.txt", act.Russian, true, ""}, {"code.kk.txt", act.Kazakh, false, ""}, {"code.ru.txt", act.Russian, false, "2026-01-01"}} {
		content := []byte(codeText(one.lang, one.older))
		document, err := source.Read(content, one.name)
		if err != nil {
			return "", nil, err
		}
		switch {
		case one.older:
			id, err = g.workbench.AddAct(ctx, g.organiser, document.Expression, act.ProfileCode, content)
		case one.edition != "":
			articles = document.Expression.Articles()
			err = g.workbench.AddEdition(ctx, g.organiser, id, document.Expression, one.edition, content)
		default:
			err = g.workbench.AddExpression(ctx, g.organiser, id, document.Expression, content)
		}
		if err != nil {
			return "", nil, err
		}
	}
	return id, articles, nil
}

// codeText writes a code: an article has two to ten parts, one in three of them with points, 2,000 letters on average. The older
// edition lacks the last part of every tenth article.
func codeText(lang act.Lang, older bool) string {
	random := rand.New(rand.NewPCG(2, 500)) // the same for both languages, whose units are pairs
	said := sentences[lang]
	sentence := func() string { return said[random.IntN(len(said))] }
	var b strings.Builder
	head, article := "Кодекс о порядке (учебный текст)\n", "\nСтатья %[1]d. Порядок %[1]d\n"
	if lang == act.Kazakh {
		head, article = "Тәртіп туралы кодекс (оқу мәтіні)\n", "\n%[1]d-бап. Тәртіп %[1]d\n"
	}
	b.WriteString(head)
	for n := range codeArticles {
		fmt.Fprintf(&b, article, n+1)
		parts := 2 + random.IntN(9)
		for part := range parts {
			words := sentence() + " " + sentence()
			points := random.IntN(3) == 0
			var below strings.Builder
			if points {
				words = strings.TrimRight(words, ".") + ":"
				for point := range 3 {
					fmt.Fprintf(&below, "%d) %s\n", point+1, strings.TrimRight(sentence(), ".")+[]string{";", ";", "."}[point])
				}
			}
			if older && n%10 == 0 && part == parts-1 {
				continue
			}
			fmt.Fprintf(&b, "%d. %s\n%s", part+1, words, below.String())
		}
	}
	return b.String()
}

// sentences are what the generated code and its drafts are made of.
var sentences = map[act.Lang][]string{
	act.Russian: {
		"Уполномоченный орган рассматривает обращение в течение тридцати календарных дней со дня его регистрации.",
		"Решение направляется заявителю в письменной форме либо в форме электронного документа с указанием мотивов.",
		"Лицо, не согласное с решением, вправе обжаловать его в вышестоящий орган или в суд в порядке, установленном законом.",
		"Расходы, связанные с исполнением настоящей статьи, возмещаются за счет бюджетных средств и иных источников.",
		"Сведения, полученные при рассмотрении обращения, не подлежат разглашению без согласия лица, которого они касаются.",
		"Порядок ведения реестра и перечень необходимых документов определяются правилами, утвержденными Правительством.",
		"Должностные лица, виновные в нарушении требований настоящей статьи, несут ответственность, установленную законами.",
		"Срок может быть продлен не более одного раза на пятнадцать рабочих дней с уведомлением заинтересованных лиц.",
	},
	act.Kazakh: {
		"Уәкілетті орган өтінішті ол тіркелген күннен бастап күнтізбелік отыз күн ішінде қарайды.",
		"Шешім өтініш берушіге уәждері көрсетіле отырып, жазбаша нысанда не электрондық құжат нысанында жіберіледі.",
		"Шешіммен келіспеген адам оған заңда белгіленген тәртіппен жоғары тұрған органға немесе сотқа шағым жасауға құқылы.",
		"Осы бапты орындауға байланысты шығыстар бюджет қаражаты және өзге де көздер есебінен өтеледі.",
		"Өтінішті қарау кезінде алынған мәліметтер олар қатысты болатын адамның келісімінсіз жария етілмейді.",
		"Тізілімді жүргізу тәртібі мен қажетті құжаттар тізбесі Үкімет бекіткен қағидаларда айқындалады.",
		"Осы баптың талаптарын бұзуға кінәлі лауазымды адамдар заңдарда белгіленген жауаптылықта болады.",
		"Мерзім мүдделі адамдарға хабарлана отырып, он бес жұмыс күнінен аспайтын мерзімге бір рет ұзартылуы мүмкін.",
	},
}

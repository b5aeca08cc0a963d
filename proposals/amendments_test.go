package proposals_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
)

func readFile(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && strings.Contains(name, "shared") {
		t.Skipf("%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// demoAct puts the demonstration act into the world's library, in both languages.
func (w *world) demoAct(t testing.TB) proposals.ActID {
	t.Helper()
	id := w.addAct(t, readFile(t, "../cmd/talqy/demo/act.ru.txt"), act.ProfileLaw)
	w.addLanguage(t, id, readFile(t, "../cmd/talqy/demo/act.kk.txt"))
	return id
}

func (w *world) amendments(t testing.TB, id proposals.ActID, lang act.Lang, text string) *proposals.Amendments {
	t.Helper()
	read, err := w.ReadAmendments(context.Background(), id, lang, text, "", "")
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// shows writes a redline with [-what went-] and {+what came+}.
func shows(changes []proposals.ArticleChange) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(string(c.Kind) + ": ")
		for _, op := range c.Ops {
			switch op.Kind {
			case redline.Delete:
				b.WriteString("[-" + strings.TrimSpace(op.Text) + "-]")
			case redline.Insert:
				b.WriteString("{+" + strings.TrimSpace(op.Text) + "+}")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Every instruction for the act is shown with what it does, or with the reason why it cannot be carried out; those for
// other acts are counted.
func TestAmendingActIsReadForOneAct(t *testing.T) {
	w := newWorld(t)
	id := w.demoAct(t)
	read := w.amendments(t, id, act.Russian, readFile(t, "testdata/amending.ru.txt"))
	type line struct{ item, address, status, shows string }
	want := []line{
		{"1.1", "часть первая пункта 1 статьи 9", "applied", "amended: {+и бесплатно+}\n"},
		{"1.2", "подпункт 3) пункта 3 статьи 9", "applied", "amended: [-3) отказывается соблюдать правила внутреннего распорядка.-]\n"},
		{"1.3.1", "пункт 1 статьи 10", "applied", "amended: [-шести-]{+девяти+}\n"},
		{"1.3.2", "предложение второе пункта 2 статьи 10", "applied", "amended: [-Решение принимается в течение пяти рабочих дней.-]\n"},
		{"1.4", "", "applied", "added: {+Статья 12-1. Право на жалобу\nПострадавшее лицо вправе обжаловать решение директора в суд.+}\n"},
		{"1.5", "статья 8", "applied", "repealed: "},
		{"1.6", "пункт 2 статьи 13", "words_not_found", ""},
	}
	if len(read.Instructions) != len(want) {
		t.Fatalf("%d instructions, want %d", len(read.Instructions), len(want))
	}
	for i, one := range read.Instructions {
		got := line{one.Item, one.Address, string(one.Status), shows(one.Changes)}
		if one.Status == instruction.Failed {
			got.status = one.Reason
		}
		if one.N != i+1 {
			t.Errorf("the instruction %d has the number %d", i+1, one.N)
		}
		if got.item != want[i].item || got.address != want[i].address || got.status != want[i].status || !strings.HasPrefix(got.shows, want[i].shows) {
			t.Errorf("instruction %d is %+v, want %+v", i+1, got, want[i])
		}
	}
	if len(read.Others) != 1 || read.Others[0].Instructions != 2 || !strings.Contains(read.Others[0].Name, "О социальном патронате") {
		t.Errorf("other acts: %+v", read.Others)
	}
	if !strings.HasPrefix(read.Title, "О внесении изменений и дополнений") {
		t.Errorf("the law is called %q", read.Title)
	}
	kk := w.amendments(t, id, act.Kazakh, readFile(t, "testdata/amending.kk.txt"))
	for i, one := range kk.Instructions {
		if one.Status != instruction.Applied || len(one.Changes) != 1 {
			t.Errorf("Kazakh instruction %d: %s %s\n%s", i+1, one.Raw, one.Reason, shows(one.Changes))
		}
	}
	if len(kk.Instructions) != 4 || len(kk.Others) != 1 {
		t.Errorf("in Kazakh %d instructions, other acts %+v", len(kk.Instructions), kk.Others)
	}
}

func order(read *proposals.Amendments, text string, chosen ...int) proposals.AmendmentOrder {
	return proposals.AmendmentOrder{Lang: read.Lang, Text: text, Edition: read.Edition, Date: "2026-11-01", Chosen: chosen, Content: []byte(text)}
}

// Accepting makes a new edition of the act: numbers of excluded units stay, open proposals are carried over or marked, the
// edition says which law made it and keeps the law's file. What was carried out is not carried out again.
func TestAcceptingAnAmendingAct(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.demoAct(t)
	text := readFile(t, "testdata/amending.ru.txt")
	apart := w.proposeOn(t, id, proposals.Amend, "art_10")
	w.edit(t, w.author, apart, "в любое время", "в любой день")
	against := w.proposeOn(t, id, proposals.Amend, "art_10")
	w.edit(t, w.author, against, "шести", "двенадцати")
	read := w.amendments(t, id, act.Russian, text)

	wantCode(t, w.AcceptAmendments(ctx, w.observer, id, order(read, text, 1)), proposals.CodeForbidden)
	wantCode(t, w.AcceptAmendments(ctx, w.author, id, order(read, text)), proposals.CodeNoneChosen)
	wantCode(t, w.AcceptAmendments(ctx, w.author, id, order(read, text, 1, 7)), proposals.CodeInstructionFails)
	wantCode(t, w.AcceptAmendments(ctx, w.author, id, order(read, text, 1, 8)), proposals.CodeUnknownChoice)
	before, _ := w.Act(id)
	if len(before.Editions) != 2 {
		t.Fatalf("a refusal left %d editions", len(before.Editions))
	}
	if err := w.AcceptAmendments(ctx, w.author, id, order(read, text, 6, 1, 2, 3, 5)); err != nil {
		t.Fatal(err)
	}
	if err := w.Rebase(ctx, w.author.ID, id); err != nil {
		t.Fatal(err)
	}
	after, _ := w.Act(id)
	edition := after.Editions[len(after.Editions)-1]
	if edition.Date != "2026-11-01" || edition.Amending == nil || !slices.Equal(edition.Amending.Instructions, []int{1, 2, 3, 5, 6}) ||
		!strings.HasPrefix(edition.Amending.Title, "О внесении изменений") {
		t.Errorf("the edition is %+v, made by %+v", edition, edition.Amending)
	}
	if got := string(w.memory.Source(edition.ID)); got != text {
		t.Errorf("the source of the edition is %q", got)
	}
	now, err := w.Expression(ctx, id, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	if got := instruction.Text(now); !strings.Contains(got, "3) исключен Законом РК от 12.10.2026 № 900-VIII") ||
		!strings.Contains(got, "не превышает девяти месяцев") || !strings.Contains(got, "Статья 12-1. Право на жалобу") ||
		!strings.Contains(got, "Решение принимается в течение пяти рабочих дней") {
		t.Errorf("the new edition says\n%s", got)
	}
	if p, _ := w.get(t, apart).Text(proposals.Wording, act.Russian); p.Conflict != nil || !strings.Contains(p.Proposed, "девяти") {
		t.Errorf("the draft beside the change is %+v", p)
	}
	if p, _ := w.get(t, against).Text(proposals.Wording, act.Russian); p.Conflict == nil {
		t.Error("the draft on the changed words is not marked")
	}

	wantCode(t, w.AcceptAmendments(ctx, w.author, id, order(read, text, 4)), proposals.CodeEditionChanged)
	again := w.amendments(t, id, act.Russian, strings.ReplaceAll(text, "\n\n", "\n"))
	for _, one := range again.Instructions {
		if want := slices.Contains([]int{1, 2, 3, 5, 6}, one.N); (one.Accepted == "2026-11-01") != want {
			t.Errorf("instruction %d is said to be accepted for %q", one.N, one.Accepted)
		}
	}
	wantCode(t, w.AcceptAmendments(ctx, w.author, id, order(again, text, 1)), proposals.CodeAmendmentsAccepted)
	if err := w.AcceptAmendments(ctx, w.author, id, order(again, text, 4)); err != nil {
		t.Errorf("what was left for later is refused: %v", err)
	}
	reopened, err := w.open(t).Act(id)
	if err != nil || len(reopened.Editions) != 4 || reopened.Editions[3].Amending == nil {
		t.Errorf("after a restart: %+v, %v", reopened.Editions, err)
	}
}

func TestAmendingActThatIsNotForTheAct(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	text := readFile(t, "testdata/amending.ru.txt")
	_, err := w.ReadAmendments(ctx, w.act, act.Russian, text, "", "")
	wantCode(t, err, proposals.CodeNothingForAct)
	_, err = w.ReadAmendments(ctx, w.act, act.Russian, "Просто письмо.\nБез поправок.", "", "")
	wantCode(t, err, proposals.CodeNoInstructions)
	_, err = w.ReadAmendments(ctx, w.addAct(t, oldLawRu, act.ProfileLaw), act.Kazakh, text, "", "")
	wantCode(t, err, proposals.CodeLangMissing)
	// The member may say which of the named acts it is.
	named, err := w.ReadAmendments(ctx, w.act, act.Russian, text, "", "Закон Республики Казахстан от 1 февраля 2020 года «О социальном патронате (учебный текст)»")
	if err != nil || len(named.Instructions) != 2 {
		t.Errorf("by its name: %+v, %v", named, err)
	}
	fragment, err := w.ReadAmendments(ctx, w.act, act.Russian, "1) статью 1 исключить;\n2) дополнить новым смыслом.\n3) статью 2 исключить.", "", "")
	if err != nil || len(fragment.Instructions) != 3 || fragment.Instructions[2].Reason != instruction.ReasonNotUnderstood || fragment.Instructions[2].N != 0 {
		t.Errorf("a fragment: %+v, %v", fragment, err)
	}
}

// A sentence that stands on another of the same law shows what it does after that one.
func TestInstructionThatStandsOnAnother(t *testing.T) {
	w := newWorld(t)
	text := "1) пункт 2 статьи 2 дополнить подпунктом 3) следующего содержания:\n«3) одежда.»;\n2) в подпункте 3) пункта 2 статьи 2 слово «одежда» заменить словами «теплая одежда»."
	read := w.amendments(t, w.act, act.Russian, text)
	if got, want := shows(read.Instructions[1].Changes), "amended: {+теплая+}\n"; got != want {
		t.Errorf("got %q, want %q (%s)", got, want, read.Instructions[1].Reason)
	}
}

// The real 89-VII, against the Criminal Code as it stands: it was carried out there, so its words are gone.
func TestRealAmendingAct(t *testing.T) {
	w := newWorld(t)
	code := w.addAct(t, readFile(t, "../../shared/laws/txt-ru/criminal_code.txt"), act.ProfileCode)
	text := readFile(t, "../../shared/laws/amending/Z2100000089_89-VII_death-penalty_rus.txt")
	read := w.amendments(t, code, act.Russian, text)
	if len(read.Others) != 4 {
		t.Errorf("other acts: %+v", read.Others)
	}
	if len(read.Instructions) < 13 {
		t.Errorf("%d instructions for the code", len(read.Instructions))
	}
	for _, one := range read.Instructions {
		if one.Status == instruction.Applied && len(one.Changes) == 0 {
			t.Errorf("%s %s shows no effect", one.Item, one.Raw)
		}
		if one.Status == instruction.Failed && one.Reason == "" {
			t.Errorf("%s fails without a reason", one.Item)
		}
		t.Logf("%s %s %s %s", one.Item, one.Status, one.Reason, one.Address)
	}
}

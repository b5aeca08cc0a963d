package proposals_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"

	"talqy/proposals"
)

// now gives a member as the group has him.
func (w *world) now(t testing.TB, m proposals.Member) proposals.Member {
	t.Helper()
	is, err := w.Member(m.ID)
	if err != nil {
		t.Fatal(err)
	}
	return *is
}

// secondOrganiser makes the member an organiser.
func (w *world) secondOrganiser(t testing.TB) proposals.Member {
	t.Helper()
	if err := w.ChangeRole(context.Background(), w.organiser, w.author.ID, proposals.Organiser); err != nil {
		t.Fatal(err)
	}
	return w.now(t, w.author)
}

// Who joins brings his office and city along, and a log of the first release, which knew neither, is read on.
func TestJoinKeepsOfficeAndCity(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	want := proposals.Member{ID: "gulnar", Login: "gulnar", Name: "Гүлнар Сәрсенова", Role: proposals.Ordinary,
		Office: proposals.Bilingual{Ru: "директор", Kk: "директор"}, City: "Шымкент"}
	if err := w.Join(ctx, want); err != nil {
		t.Fatal(err)
	}
	old := proposals.Event{Stream: "member/old", Seq: 1, Kind: proposals.MemberJoined, By: "old", At: w.clock.Now(),
		Data: json.RawMessage(`{"login":"old","name":"Марат Оспанов","role":"lawyer","organisation":""}`)}
	if err := w.memory.Put(old); err != nil {
		t.Fatal(err)
	}
	again := w.open(t)
	if got, err := again.Member("gulnar"); err != nil || *got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if got, err := again.Member("old"); err != nil || got.Name != "Марат Оспанов" || got.Role != proposals.Lawyer || got.City != "" {
		t.Errorf("the member of the first release is %+v, %v", got, err)
	}
	wantCode(t, w.Join(ctx, proposals.Member{ID: "x", Name: "Х", Role: proposals.Ordinary, City: "Семей\nОрал"}), proposals.CodeTextNotPlain)
}

// A group never loses its last organiser, by no way; once another is there, it may lose the first.
func TestLastOrganiserStays(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	wantCode(t, w.Deactivate(ctx, w.organiser, w.organiser.ID), proposals.CodeLastOrganiser)
	wantCode(t, w.ChangeRole(ctx, w.organiser, w.organiser.ID, proposals.Ordinary), proposals.CodeLastOrganiser)
	second := w.secondOrganiser(t)
	if err := w.Deactivate(ctx, second, second.ID); err != nil {
		t.Fatal(err)
	}
	// A deactivated organiser is none: the first is the last again.
	wantCode(t, w.ChangeRole(ctx, w.organiser, w.organiser.ID, proposals.Lawyer), proposals.CodeLastOrganiser)
	if err := w.Reactivate(ctx, w.organiser, second.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.ChangeRole(ctx, w.organiser, w.organiser.ID, proposals.Lawyer); err != nil {
		t.Fatal(err)
	}
	if got := w.now(t, w.organiser).Role; got != proposals.Lawyer {
		t.Errorf("the role is %s", got)
	}
}

// Who is deactivated may nothing, and his words stay his; let in again, he has the role he had.
func TestDeactivatedMayNothing(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_1")
	if err := w.Deactivate(ctx, w.organiser, w.author.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.Deactivate(ctx, w.organiser, w.author.ID); err != nil {
		t.Errorf("done twice: %v", err)
	}
	out := w.now(t, w.author)
	if !out.Deactivated {
		t.Fatal("nothing happened")
	}
	for _, rule := range proposals.Rules() {
		p := &proposals.Proposal{Author: out.ID, Status: proposals.Draft}
		if proposals.Can(out, rule.Action, p, &proposals.Thread{Reply: proposals.Reply{Author: out.ID}}) {
			t.Errorf("a deactivated member may %s", rule.Action)
		}
	}
	wantCode(t, w.DescribeMember(ctx, out, out), proposals.CodeForbidden)
	if p, err := w.Proposal(w.other, id); err != nil || p.Author != w.author.ID {
		t.Errorf("his proposal is %+v, %v", p, err)
	}
	if err := w.Reactivate(ctx, w.organiser, out.ID); err != nil {
		t.Fatal(err)
	}
	if back := w.now(t, w.author); back.Deactivated || back.Role != proposals.Ordinary {
		t.Errorf("let in again: %+v", back)
	}
}

// Only an organiser changes roles and shuts out, and only one who still is an organiser when it comes to it.
func TestMembershipIsAnOrganisers(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for _, m := range []proposals.Member{w.author, w.lawyer, w.observer} {
		wantCode(t, w.ChangeRole(ctx, m, m.ID, proposals.Organiser), proposals.CodeForbidden)
		wantCode(t, w.Deactivate(ctx, m, w.other.ID), proposals.CodeForbidden)
		wantCode(t, w.Reactivate(ctx, m, w.other.ID), proposals.CodeForbidden)
	}
	wantCode(t, w.ChangeRole(ctx, w.organiser, w.other.ID, proposals.Guest), proposals.CodeUnknownChoice)
	wantCode(t, w.ChangeRole(ctx, w.organiser, "nobody", proposals.Lawyer), proposals.CodeNotFound)
	second := w.secondOrganiser(t)
	if err := w.ChangeRole(ctx, second, w.organiser.ID, proposals.Observer); err != nil {
		t.Fatal(err)
	}
	// w.organiser is what the request came with; by now he observes.
	wantCode(t, w.Deactivate(ctx, w.organiser, second.ID), proposals.CodeForbidden)
}

// Two organisers who shut each other out at one moment: one of them stays, however they meet.
func TestTwoOrganisersShutEachOtherOut(t *testing.T) {
	for range 50 {
		w := newWorld(t)
		second := w.secondOrganiser(t)
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, pair := range [][2]proposals.Member{{w.organiser, second}, {second, w.organiser}} {
			both.Go(func() { errs[i] = w.Deactivate(context.Background(), pair[0], pair[1].ID) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both came to the same: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil {
				wantCode(t, err, proposals.CodeForbidden)
			}
		}
		if !w.HasOrganiser() {
			t.Fatal("nobody can invite any more")
		}
	}
}

// The same with each giving up the role himself.
func TestTwoOrganisersStepDown(t *testing.T) {
	for range 50 {
		w := newWorld(t)
		second := w.secondOrganiser(t)
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, m := range []proposals.Member{w.organiser, second} {
			both.Go(func() { errs[i] = w.ChangeRole(context.Background(), m, m.ID, proposals.Ordinary) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !w.HasOrganiser() {
			t.Fatalf("%v, %v, an organiser is left: %v", errs[0], errs[1], w.HasOrganiser())
		}
	}
}

// A member corrects his own entry but for the organisation, an organiser any; an organisation is an organiser's to correct.
func TestEntriesAreCorrected(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id, err := w.AddOrganisation(ctx, w.organiser, proposals.Bilingual{Ru: "Фонд «Пана»"}, proposals.NGO, "Караганда")
	if err != nil {
		t.Fatal(err)
	}
	own := w.author
	own.Name, own.City, own.Office = "  Марина Ким ", "Семей", proposals.Bilingual{Kk: "заңгер"}
	if err := w.DescribeMember(ctx, w.author, own); err != nil {
		t.Fatal(err)
	}
	if got := w.now(t, w.author); got.Name != "Марина Ким" || got.City != "Семей" || got.Office.Kk != "заңгер" || got.Role != w.author.Role {
		t.Errorf("the entry is %+v", got)
	}
	own.Organisation = id
	wantCode(t, w.DescribeMember(ctx, w.author, own), proposals.CodeForbidden)
	wantCode(t, w.DescribeMember(ctx, w.lawyer, own), proposals.CodeForbidden)
	if err := w.DescribeMember(ctx, w.organiser, own); err != nil {
		t.Fatal(err)
	}
	own.Organisation = "no-such"
	wantCode(t, w.DescribeMember(ctx, w.organiser, own), proposals.CodeUnknownChoice)
	own.Organisation, own.Name = id, " "
	wantCode(t, w.DescribeMember(ctx, w.organiser, own), proposals.CodeEmpty)

	better := proposals.Organisation{ID: id, Name: proposals.Bilingual{Ru: "Фонд «Пана»", Kk: "«Пана» қоры"}, Kind: proposals.NGO, City: "Қарағанды"}
	wantCode(t, w.DescribeOrganisation(ctx, w.author, better), proposals.CodeForbidden)
	seq := len(w.memory.All())
	for range 2 { // the second says nothing new
		if err := w.DescribeOrganisation(ctx, w.organiser, better); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := w.open(t).Organisation(id); err != nil || *got != better || len(w.memory.All()) != seq+1 {
		t.Errorf("the organisation is %+v, %v after %d events", got, err, len(w.memory.All())-seq)
	}
	better.Kind = "private"
	wantCode(t, w.DescribeOrganisation(ctx, w.organiser, better), proposals.CodeUnknownChoice)
	wantCode(t, w.DescribeOrganisation(ctx, w.organiser, proposals.Organisation{ID: "no-such", Name: better.Name, Kind: proposals.NGO}), proposals.CodeNotFound)
}

// Lists write a name otherwise than its owner; who it is they agree on all the same, within one organisation.
func TestOnePersonUnderTwoSpellings(t *testing.T) {
	for _, one := range []struct {
		a, b string
		same bool
	}{
		{"Ахметова Айгерим Сериковна", "Айгерим Ахметова", true},
		{"СЕМЁНОВ  Пётр", "Петр Семенов", true},
		{"Әсел Ибраева", "Әсел  Iбраева", false}, // «I» folds to «і», not to «И»
		{"Асқар Сiлтан", "Сілтан Асқар", true},   // Latin i in Kazakh
		{"Айгерим Ахметова", "Айгерим Сериковна", false},
		{"Ахметова", "Айгерим Ахметова", false}, // one word is too little to know anybody by
		{"Ахметова", "ахметова", true},
		{"", "", false},
	} {
		for _, pair := range [][2]string{{one.a, one.b}, {one.b, one.a}} {
			var known proposals.KnownPeople
			known.Add("o1", "Совсем Другой")
			known.Add("o1", pair[0])
			if got := known.Has("o1", pair[1]); got != one.same {
				t.Errorf("«%s» and «%s»: %v, want %v", pair[0], pair[1], got, one.same)
			}
			if known.Has("o2", pair[1]) {
				t.Errorf("«%s» is one person in two organisations", pair[1])
			}
		}
	}
}

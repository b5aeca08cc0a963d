package proposals_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"talqy/proposals"
	"talqy/proposals/people"
	"talqy/proposals/proposalstest"
)

// listed reads a list that the test writes as an office would.
func listed(t testing.TB, lines string) []proposals.Listed {
	t.Helper()
	list, err := people.Read([]byte(lines))
	if err != nil {
		t.Fatal(err)
	}
	return list.Rows
}

// beside prints what the group makes of a list: the counts, then what of each line is known or wrong.
func beside(l proposals.PeopleList) string {
	var b strings.Builder
	fmt.Fprintf(&b, "organisations %d+%d, people %d+%d, invited %d", l.NewOrganisations, l.KnownOrganisations, l.NewPeople, l.KnownPeople, l.InvitedPeople)
	for _, r := range l.Rows {
		state := ""
		if r.Known {
			state = " known"
		}
		if r.Invited {
			state += " invited"
		}
		for _, p := range r.Problems {
			state += " !" + p.Field + ":" + p.Code
			if n, ok := p.Args["n"]; ok {
				state += fmt.Sprintf("(%v)", n)
			}
		}
		if state != "" {
			fmt.Fprintf(&b, "; %d%s", r.N, state)
		}
	}
	return b.String()
}

// What a list says is laid beside the group: organisations and people are known however they are written, and each thing that
// is wrong is told of its line and its field.
func TestListBesideTheGroup(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	fund, err := w.AddOrganisation(ctx, w.organiser, proposals.Bilingual{Ru: "Общественный фонд «Қамқор»", Kk: "«Қамқор» қоғамдық қоры"}, proposals.NGO, "Алматы")
	if err != nil {
		t.Fatal(err)
	}
	red, err := w.AddOrganisation(ctx, w.organiser, proposals.Bilingual{Ru: "Красный Полумесяц"}, proposals.International, "Астана")
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range []proposals.Member{{Name: "Айгерим Ахметова", Organisation: fund}, {Name: "Семён Ли", Organisation: red}} {
		m.ID, m.Role = proposals.MemberID(fmt.Sprintf("m%d", i)), proposals.Ordinary
		if err := w.Join(ctx, m); err != nil {
			t.Fatal(err)
		}
	}
	pending := []proposals.Invitation{{Role: proposals.Ordinary, Name: "Ғани Сұлтанов", Organisation: fund}}
	long := strings.Repeat("ж", proposals.MaxName+1)
	for name, one := range map[string]struct{ lines, want string }{
		"known however written": {"ФИО;Организация\nАХМЕТОВА Айгерим Сериковна;ОБЩЕСТВЕННЫЙ  ФОНД \"Қамқор\"\nЛи Семен;красный полумесяц\n",
			"organisations 0+2, people 0+2, invited 0; 2 known; 3 known"},
		"by its name in the other language": {"Аты-жөні;Ұйым\nСұлтанов Ғани;\"«Қамқор» қоғамдық қоры\"\n",
			"organisations 0+1, people 0+0, invited 1; 2 invited"},
		"Latin letters inside": {"Аты-жөні;Ұйым\nAйгeрим Axметова;«Қамқор» қоғaмдық қоры\n", "organisations 0+1, people 0+1, invited 0; 2 known"},
		"of one name elsewhere is another person": {"ФИО;Организация\nАйгерим Ахметова;Красный Полумесяц\n",
			"organisations 0+1, people 1+0, invited 0"},
		"a new organisation under two names": {"ФИО;Организация;Ұйым;Вид\nАнна Шмидт;Акимат;;государственный орган\nҒани Сұлтанов;;Әкімдік;\nМарат Оспанов;Акимат;Әкімдік;\n",
			"organisations 1+0, people 3+0, invited 0"},
		"a new organisation needs a kind": {"ФИО;Организация\nАнна Шмидт;Акимат\n", "organisations 0+0, people 0+0, invited 0; 2 !kind:empty"},
		"a kind that is none":             {"ФИО;Организация;Вид\nАнна Шмидт;Акимат;прочее\n", "organisations 0+0, people 0+0, invited 0; 2 !kind:unknown_choice"},
		"two kinds of one organisation": {"ФИО;Организация;Вид\nАнна Шмидт;Акимат;НПО\nИван Петров;АКИМАТ;госорган\n",
			"organisations 1+0, people 1+0, invited 0; 3 !kind:other_kind(2)"},
		"twice in one list": {"ФИО;Организация;Вид\nАнна Шмидт;Акимат;госорган\nШмидт Анна;акимат;\n",
			"organisations 1+0, people 1+0, invited 0; 3 !name:line_twice(2)"},
		"everything wrong at once": {"ФИО;Организация;Город;Роль;E-mail\n;;" + long + ";король;почта\n",
			"organisations 0+0, people 0+0, invited 0; 2 !organisation:empty !city:text_too_long !name:empty !role:unknown_choice !email:bad_email"},
		"an organisation of broken lines alone is not new": {"ФИО;Организация;Вид;E-mail\nАнна Шмидт;Акимат;госорган;почта\n",
			"organisations 0+0, people 0+0, invited 0; 2 !email:bad_email"},
	} {
		before := len(w.memory.All())
		got, err := w.LookAtPeople(w.organiser, listed(t, one.lines), pending)
		if err != nil || beside(got) != one.want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", name, err, beside(got), one.want)
		}
		if len(w.memory.All()) != before {
			t.Errorf("%s: looking at a list stored something", name)
		}
	}
	for _, m := range []proposals.Member{w.author, w.lawyer, w.observer} {
		_, err := w.LookAtPeople(m, nil, nil)
		wantCode(t, err, proposals.CodeForbidden)
		_, err = w.TakeInPeople(ctx, m, nil, nil)
		wantCode(t, err, proposals.CodeForbidden)
	}
}

const officeList = "ФИО;Организация;Ұйым;Вид;Город;Должность;Роль;E-mail\n" +
	"Анна Шмидт;Акимат;;государственный орган;Орал;эксперт;;anna@akimat.kz\n" +
	"Ғани Сұлтанов;;Әкімдік;;;;юрист;\n" +
	"Марат Оспанов;Акимат;Әкімдік;;;;;не почта\n" +
	"Гүлнар Сәрсенова;Фонд «Пана»;;НПО;Семей;;наблюдатель;\n"

// Taken in, a list adds the organisations of its good lines once and says whom to invite; taken in again, nothing.
func TestListIsTakenInOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	before := len(w.Organisations())
	l, err := w.TakeInPeople(ctx, w.organiser, listed(t, officeList), nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := "organisations 2+0, people 3+0, invited 0; 4 !email:bad_email"; beside(l) != want {
		t.Errorf("got %s, want %s", beside(l), want)
	}
	invited, lines := l.Invitations()
	if fmt.Sprint(lines) != "[2 3 5]" || invited[0].Organisation != invited[1].Organisation || invited[0].Organisation == invited[2].Organisation ||
		invited[1].Role != proposals.Lawyer || invited[0].Office.Ru != "эксперт" || invited[0].Email != "anna@akimat.kz" || invited[2].City != "Семей" {
		t.Errorf("to be invited: %v %+v", lines, invited)
	}
	// Kept is what all lines say together; a line that is not taken in still tells how the organisation is called.
	o, err := w.open(t).Organisation(invited[0].Organisation)
	if want := (proposals.Organisation{ID: invited[0].Organisation, Name: proposals.Bilingual{Ru: "Акимат", Kk: "Әкімдік"}, Kind: proposals.State, City: "Орал"}); err != nil || *o != want {
		t.Errorf("the organisation is %+v, %v, want %+v", o, err, want)
	}
	events := len(w.memory.All())
	again, err := w.TakeInPeople(ctx, w.organiser, listed(t, officeList), invited)
	if err != nil {
		t.Fatal(err)
	}
	if more, _ := again.Invitations(); len(more) != 0 || len(w.memory.All()) != events || len(w.Organisations()) != before+2 {
		t.Errorf("taken in again it invites %v, made %d events; %s", more, len(w.memory.All())-events, beside(again))
	}
}

// Ten who take in one list at one moment add its organisations once.
func TestListIsTakenInByManyAtOnce(t *testing.T) {
	w := newWorld(t)
	before := len(w.Organisations())
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := w.TakeInPeople(context.Background(), w.organiser, listed(t, officeList), nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(w.Organisations()) - before; n != 2 {
		t.Errorf("%d organisations were added", n)
	}
}

// Under its id a command that was broken off half-way goes on where it was, after a restart too.
func TestListBrokenOffHalfWay(t *testing.T) {
	w := newWorld(t)
	before := len(w.Organisations())
	w.memory.Before = failOn(proposals.OrganisationAdded, 2)
	command := func() context.Context { return proposals.WithCommand(context.Background(), "list-0001") }
	if _, err := w.TakeInPeople(command(), w.organiser, listed(t, officeList), nil); err == nil {
		t.Fatal("nothing failed")
	}
	w.memory.Before = nil
	again := w.open(t)
	l, err := again.TakeInPeople(command(), w.organiser, listed(t, officeList), nil)
	if err != nil {
		t.Fatal(err)
	}
	if invited, _ := l.Invitations(); len(invited) != 3 || invited[0].Organisation == "" || len(again.Organisations()) != before+2 {
		t.Errorf("%d organisations, to be invited %+v", len(again.Organisations())-before, invited)
	}
}

// failOn fails the n-th event of a kind.
func failOn(kind proposals.Kind, n int) func(*proposalstest.Memory, proposals.Event) error {
	return func(_ *proposalstest.Memory, ev proposals.Event) error {
		if ev.Kind != kind {
			return nil
		}
		if n--; n == 0 {
			return errors.New("the log is away")
		}
		return nil
	}
}

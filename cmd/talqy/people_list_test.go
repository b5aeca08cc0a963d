package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/emersion/go-smtp"
)

const officeList = "ФИО;Организация;Вид;Город;Должность;Роль;E-mail\n" +
	"Шмидт Анна;Акимат Орала;государственный орган;Орал;эксперт;;anna@akimat.example\n" +
	"Гүлнар Сәрсенова;Фонд «Пана»;НПО;Семей;директор;юрист;\n" +
	"Марат Оспанов;Фонд «Пана»;;Семей;;;не почта\n"

// importBody is what POST /api/people/import answers.
type importBody struct {
	Columns []struct {
		Index       int
		Name, Field string
	}
	Rows []struct {
		N              int
		Name, Kind     string
		Known, Invited bool
		Problems       []struct{ Field, Code, Message string }
	}
	Organisations struct{ New, Known int }
	People        struct{ New, Known, Invited int }
	Invitations   []linkBody
}

type linkBody struct {
	N                                         int
	Name, Organisation, URL, ExpiresAt, Email string
	Mailed                                    bool
}

var lists atomic.Int64

// importList brings a list, each time as a command of its own.
func (s *site) importList(as, list, commit string) answer {
	return s.underKey(fmt.Sprintf("list-%08d", lists.Add(1)), "POST", "/api/people/import", as, map[string]string{"file": list, "commit": commit})
}

// A list is looked at, which stores nothing; taken in, it adds organisations and gives links, by one of which somebody joins
// with the office and the city of the list. Taken in again it doubles nobody, and by then knows who has come.
func TestListOverHTTP(t *testing.T) {
	s := openDemo(t)
	before, events := s.group(), s.events()
	look := readAs[importBody](t, s.importList("aigerim", officeList, "no"), http.StatusOK)
	if look.People.New != 2 || look.Organisations.New != 2 || len(look.Rows) != 3 || look.Invitations != nil || look.Rows[0].Kind != "state" || look.Columns[0].Field != "name" {
		t.Errorf("looked at: %+v", look)
	}
	odd := readAs[importBody](t, s.importList("aigerim", "ФИО;Организация;Вид;Роль;Город\n;;прочее;король;"+strings.Repeat("ж", 300)+"\nА Б;В;НПО;;\nБ А;в;госорган;;;лишнее\nБ А;в;;;\n", "no"), http.StatusOK)
	for _, row := range odd.Rows {
		for _, p := range row.Problems {
			if p.Message == "" || strings.ContainsAny(p.Message, "{}") {
				t.Errorf("line %d, %s: «%s»", row.N, p.Code, p.Message)
			}
		}
	}
	if p := odd.Rows[0].Problems; len(p) != 5 || p[3].Message != "Такого значения нет: король." && p[4].Message != "Такого значения нет: король." {
		t.Errorf("the problems are %+v", p)
	}
	if p := look.Rows[2].Problems; len(p) != 1 || p[0].Field != "email" || p[0].Code != "bad_email" || !strings.HasPrefix(p[0].Message, "Проверьте") {
		t.Errorf("the problems are %+v", p)
	}
	if after := s.group(); len(after.Organisations) != len(before.Organisations) || s.events() != events || len(s.waiting()) != 0 {
		t.Error("looking at the list stored something")
	}
	taken := readAs[importBody](t, s.importList("aigerim", officeList, "yes"), http.StatusOK)
	if len(taken.Invitations) != 2 || taken.Invitations[0].N != 2 || taken.Invitations[1].N != 3 || taken.Invitations[0].Mailed || s.events() != events+2 {
		t.Fatalf("taken in: %+v, %d events", taken.Invitations, s.events()-events)
	}
	if names := s.waiting(); len(names) != 2 {
		t.Errorf("invited: %v", names)
	}
	again := readAs[importBody](t, s.importList("aigerim", officeList, "yes"), http.StatusOK)
	if len(again.Invitations) != 0 || again.People.Invited != 2 || !again.Rows[0].Invited || s.events() != events+2 {
		t.Errorf("taken in again: %+v", again)
	}
	joined := get[struct{ Member memberBody }](s, "POST", "/api/invitations/"+strings.TrimPrefix(taken.Invitations[1].URL, "/join/"), "",
		map[string]string{"login": "gulnar", "name": "Гүлнар Сәрсенова", "password": "correct horse"}).Member
	if joined.Role != "lawyer" || joined.City != "Семей" || joined.Office.Ru != "директор" || joined.OrganisationName.Ru != "Фонд «Пана»" {
		t.Errorf("who joined is %+v", joined)
	}
	third := readAs[importBody](t, s.importList("aigerim", officeList, "no"), http.StatusOK)
	if third.People.Known != 1 || third.People.Invited != 1 || !third.Rows[1].Known {
		t.Errorf("looked at once more: %+v", third.Rows)
	}
}

// waiting gives the names of those who were invited and have not come.
func (s *site) waiting() (names []string) {
	for _, i := range get[pendingBody](s, "GET", "/api/invitations", "aigerim", nil).Invitations {
		names = append(names, i.Name)
	}
	return names
}

// What is no list is refused in the reader's language, and nothing of it is kept.
func TestListsThatAreNone(t *testing.T) {
	s := openDemo(t)
	for name, one := range map[string]struct {
		as, list string
		status   int
		code     string
	}{
		"prose":           {"aigerim", "Уважаемые коллеги!\n", 422, "csv_unreadable"},
		"no organisation": {"aigerim", "ФИО;Город\nА;Б\n", 422, "csv_no_columns"},
		"too many rows":   {"aigerim", "ФИО;Организация\n" + strings.Repeat("А Б;В\n", 1001), 422, "too_many"},
		"too large":       {"aigerim", "ФИО;Организация\n" + strings.Repeat("А", 1<<20), 413, "list_too_large"},
		"far too large":   {"aigerim", "ФИО;Организация\n" + strings.Repeat("А", 4<<20), 413, "list_too_large"},
		"a lawyer's":      {"saule", officeList, 403, "forbidden"},
	} {
		if a := s.importList(one.as, one.list, "yes"); a.status != one.status || a.code(t) != one.code {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if names := s.waiting(); len(names) != 0 {
		t.Errorf("invited: %v", names)
	}
}

// Several are invited at once: nobody twice, no member, and a line that cannot be invites none.
func TestManyAreInvitedAtOnce(t *testing.T) {
	s := openDemo(t)
	group := s.group()
	marina := group.login(t, "marina")
	invite := func(people ...map[string]any) answer {
		return s.do("POST", "/api/invitations/bulk", "aigerim", map[string]any{"invitations": people})
	}
	one := func(name, email string) map[string]any {
		return map[string]any{"role": "member", "name": name, "organisation": marina.Organisation, "email": email}
	}
	type many struct {
		Invitations []linkBody
		Skipped     []struct {
			N    int
			Name string
			Why  string
		}
	}
	if a := invite(one("Анна Шмидт", ""), one("Иван Петров", "петров")); a.status != 422 || a.code(t) != "bad_email" || !strings.Contains(a.body, `"n":2`) {
		t.Errorf("a bad address: %d %s", a.status, a.body)
	}
	if names := s.waiting(); len(names) != 0 {
		t.Errorf("and yet invited: %v", names)
	}
	first := readAs[many](t, invite(one("Анна Шмидт", ""), one(marina.Name, ""), one("Иван Петров", "ivan@example.kz"), one("Петров Иван", "")), http.StatusCreated)
	if len(first.Invitations) != 2 || first.Invitations[1].N != 3 || fmt.Sprint(first.Skipped) != fmt.Sprintf("[{2 %s member} {4 Петров Иван invited}]", marina.Name) {
		t.Errorf("the first time: %+v", first)
	}
	if second := readAs[many](t, invite(one("Шмидт Анна", "")), http.StatusCreated); len(second.Invitations) != 0 || len(second.Skipped) != 1 {
		t.Errorf("the second time: %+v", second)
	}
	if a := s.do("POST", "/api/invitations/bulk", "saule", map[string]any{"invitations": []any{one("Анна Шмидт", "")}}); a.status != http.StatusForbidden {
		t.Errorf("as a lawyer: %d %s", a.status, a.body)
	}
	var crowd []map[string]any
	for range 201 {
		crowd = append(crowd, one("Ещё Кто", ""))
	}
	if a := invite(crowd...); a.code(t) != "too_many" {
		t.Errorf("201: %d %.200s", a.status, a.body)
	}
	if a := invite(); a.code(t) != "empty" {
		t.Errorf("none: %d %s", a.status, a.body)
	}
}

// letterBox is a mail server that keeps the addresses it took letters for.
type letterBox struct {
	mu sync.Mutex
	to []string
}

func (b *letterBox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{box: b}, nil }
func (d *delivery) Mail(string, *smtp.MailOptions) error         { return nil }
func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error    { d.rcpt = to; return nil }
func (*delivery) Reset()                                         {}
func (*delivery) Logout() error                                  { return nil }

type delivery struct {
	box  *letterBox
	rcpt string
}

func (d *delivery) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	d.box.to = append(d.box.to, d.rcpt)
	return nil
}

// Where a mail server is named, who has an address gets his link by letter, and the answer says so.
func TestListIsMailed(t *testing.T) {
	box := &letterBox{}
	office := smtp.NewServer(box)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = office.Serve(listener) }()
	t.Cleanup(func() { _ = office.Close() })
	s := open(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0", publicURL: "http://talqy.example",
		letters: letterOptions{address: listener.Addr().String(), from: "talqy@group.example", zone: "Asia/Almaty"}})
	s.signIn("aigerim")
	taken := readAs[importBody](t, s.importList("aigerim", officeList, "yes"), http.StatusOK).Invitations
	if len(taken) != 2 || !taken[0].Mailed || taken[1].Mailed {
		t.Errorf("mailed: %+v", taken)
	}
	box.mu.Lock()
	defer box.mu.Unlock()
	if fmt.Sprint(box.to) != "[anna@akimat.example]" {
		t.Errorf("letters to %v", box.to)
	}
}

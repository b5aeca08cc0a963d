package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// guestBody is what a guest's telephone gets.
type guestBody struct {
	RoundTable struct {
		Title map[string]string
		Date  string
	}
	Item *struct {
		ID        string
		Title     map[string]string
		N         int
		Proposals []struct {
			ID  string
			Ops []struct{ Op, Text string }
		}
	}
	Remarks []remarkBody
	Until   string
}

// phone takes a telephone to the guests' page, which gives it its cookie.
func (s *site) phone(name, token string) guestBody {
	s.t.Helper()
	a := s.do("GET", "/api/guest/"+token+"?lang=kk", name, nil)
	for _, c := range a.cookies {
		s.cookies[name] = c.Name + "=" + c.Value
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
			s.t.Errorf("the cookie of a guest is open: %+v", c)
		}
	}
	return readAs[guestBody](s.t, a, http.StatusOK)
}

// remark is what a guest says.
func remark(id, words string) map[string]string {
	return map[string]string{"id": id, "name": "Гость из зала", "organisation": "Фонд", "body": words, "lang": "ru"}
}

// A whole sitting over HTTP: an organiser leads it, a member and an observer are there and vote, a guest speaks from his
// telephone, and each sees what he may at each moment.
func TestWholeSitting(t *testing.T) {
	s := openDemo(t)
	s.observer()
	today := time.Now().UTC().Add(5 * time.Hour).Format(time.DateOnly)
	proposal := amendment(s)
	table := "/api/round-tables/" + get[tableBody](s, "POST", "/api/round-tables", "aigerim", map[string]any{"kind": "working_group",
		"title": map[string]string{"ru": "Заседание", "kk": "Отырыс"}, "date": today, "begins": "10:00", "place": map[string]string{"ru": "Астана"}}).RoundTable.ID
	leads := func(method, rest string, body any) tableBody {
		t.Helper()
		return get[tableBody](s, method, table+rest, "aigerim", body)
	}
	as := func(who string) tableBody { t.Helper(); return get[tableBody](s, "GET", table, who, nil) }
	refused := func(a answer, status int, code string) {
		t.Helper()
		if a.status != status || a.code(t) != code {
			t.Errorf("%d %s, want %d %s", a.status, a.body, status, code)
		}
	}
	ru := func(words string) map[string]string { return map[string]string{"ru": words} }

	// Before: the invitation, the agenda, who comes, what is handed out.
	seq := leads("PUT", "/head", map[string]any{"kind": "round_table", "title": map[string]string{"ru": "Стол", "kk": "Үстел"}, "date": today, "begins": "10:00", "ends": "12:00",
		"place": ru("Астана"), "link": "https://meet.example/1", "chair": "А. Оразбекова"}).RoundTable.Seq
	agenda := []any{map[string]any{"id": "opening", "title": ru("Открытие"), "speakers": []any{map[string]any{"name": "Айгерим", "minutes": 5}}},
		map[string]any{"id": "item", "title": map[string]string{"ru": "О приютах", "kk": "Баспаналар"}, "proposals": []string{proposal}, "minutes": 20}}
	if r := leads("PUT", "/agenda", map[string]any{"seq": seq, "agenda": agenda}); len(r.RoundTable.Agenda) != 2 {
		t.Errorf("%+v", r)
	}
	refused(s.do("PUT", table+"/agenda", "aigerim", map[string]any{"seq": seq, "agenda": agenda[:1]}), http.StatusConflict, "agenda_moved_on")
	refused(s.do("PUT", table+"/agenda", "daniyar", map[string]any{"seq": seq, "agenda": nil}), http.StatusForbidden, "forbidden")
	leads("PUT", "/participants/someone", map[string]any{"name": "Гость", "body": ru("Акимат"), "city": "Астана"})
	leads("POST", "/participants/all", nil)
	daniyar, observer := as("daniyar"), as("guest")
	if daniyar.RoundTable.Me == "" || !strings.Contains(strings.Join(daniyar.RoundTable.May, " "), "check_in") || strings.Contains(strings.Join(daniyar.RoundTable.May, " "), "convene") {
		t.Errorf("%+v", daniyar.RoundTable)
	}
	file := readAs[fileBody](t, s.bring("aigerim", "/api/files", "Памятка участнику.", nil), http.StatusCreated).File
	leads("POST", "/materials", map[string]any{"file": file.ID, "title": ru("Памятка")})

	// A browser of a member hears all that comes.
	socket, _, err := websocket.DefaultDialer.Dial("ws://"+s.onNetwork()+"/live", http.Header{"Cookie": {s.cookies["marina"]}})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // the test is over
	say(t, socket, map[string]any{"type": "follow", "topic": "roundtable/" + as("marina").RoundTable.ID, "after": as("marina").RoundTable.Seq})

	// The sitting.
	refused(s.do("POST", table+"/current", "aigerim", map[string]string{"item": "item"}), 422, "round_table_not_open")
	leads("POST", "/open", nil)
	if r := leads("POST", "/current", map[string]string{"item": "item"}).RoundTable; r.Current != "item" || r.OpenedAt == nil || r.ClosedAt != nil {
		t.Errorf("%+v", r)
	}
	if r := leads("POST", "/timer", map[string]any{"speaker": "Марина", "seconds": 300}).RoundTable; r.Timer == nil || r.Timer.Seconds != 300 || !strings.HasSuffix(r.Timer.StartedAt, "Z") {
		t.Errorf("%+v", r.Timer)
	}
	presence := func(who string, r tableBody) {
		get[any](s, "POST", table+"/participants/"+r.RoundTable.Me+"/presence", who, map[string]bool{"present": true})
	}
	presence("daniyar", daniyar)
	presence("guest", observer)
	refused(s.do("POST", table+"/participants/"+observer.RoundTable.Me+"/presence", "daniyar", map[string]bool{"present": false}), http.StatusForbidden, "forbidden")

	// A guest.
	token := leads("POST", "/guests", nil).RoundTable.Guests.Token
	if g := as("daniyar").RoundTable.Guests; g == nil || g.Token != "" || g.Until == "" {
		t.Errorf("a member sees the link as %+v", g)
	}
	view := s.phone("telephone", token)
	if view.Item == nil || view.Item.N != 2 || len(view.Item.Proposals) != 1 || len(view.Item.Proposals[0].Ops) == 0 || view.RoundTable.Title["kk"] != "Үстел" {
		t.Errorf("%+v", view)
	}
	send := func(body map[string]string) answer {
		return s.do("POST", "/api/guest/"+token+"/remarks", "telephone", body)
	}
	if a := send(remark("remark-01", "Приют нужен и на селе.")); a.status != http.StatusAccepted || !strings.Contains(a.body, `"state":"waiting"`) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	refused(send(remark("remark-02", "Мой ИИН 850101300124.")), 422, "personal_data")
	refused(s.do("GET", "/api/guest/nothing", "", nil), http.StatusNotFound, "not_found")
	send(remark("remark-03", "Реклама."))
	if n := len(as("saule").RoundTable.Remarks); n != 0 {
		t.Errorf("a lawyer sees %d remarks that wait", n)
	}
	if n := len(as("aigerim").RoundTable.Remarks); n != 2 {
		t.Errorf("the organiser sees %d remarks", n)
	}
	refused(s.do("POST", table+"/remarks/remark-01/answer", "aigerim", map[string]string{"outcome": "noted"}), 422, "remark_not_admitted")
	leads("POST", "/remarks/remark-01/admit", nil)
	leads("POST", "/remarks/remark-03/refuse", nil)
	leads("POST", "/remarks/remark-01/answer", map[string]any{"outcome": "accepted"})
	if list := as("saule").RoundTable.Remarks; len(list) != 1 || list[0].Outcome != "accepted" || list[0].AnsweredByName != "Айгерим Оразбекова" {
		t.Errorf("%+v", list)
	}
	own := readAs[guestBody](t, s.do("GET", "/api/guest/"+token+"?ids=remark-01,remark-03,remark-99", "telephone", nil), http.StatusOK).Remarks
	if len(own) != 2 || own[0].State != "admitted" || own[1].State != "refused" || own[0].AnsweredByName != "" {
		t.Errorf("%+v", own)
	}

	// A vote by name.
	leads("PUT", "/votes/hands", map[string]any{"item": "item", "proposal": proposal, "question": ru("Поддержать?"), "voters": "person"})
	refused(s.do("PUT", table+"/votes/more", "aigerim", map[string]any{"item": "item", "question": ru("?"), "voters": "person"}), http.StatusConflict, "vote_open")
	voice := func(who, voter, choice string) answer {
		return s.do("PUT", table+"/votes/hands/ballots/"+voter, who, map[string]string{"choice": choice})
	}
	if a := voice("daniyar", daniyar.RoundTable.Me, "for"); a.status != http.StatusOK {
		t.Fatal(a.body)
	}
	if a := voice("guest", observer.RoundTable.Me, "against"); a.status != http.StatusOK {
		t.Fatal(a.body)
	}
	refused(voice("daniyar", observer.RoundTable.Me, "for"), http.StatusForbidden, "forbidden")
	refused(voice("marina", as("marina").RoundTable.Me, "for"), 422, "not_present")
	refused(voice("aigerim", "someone", "for"), 422, "not_present")
	for who, want := range map[string]int{"daniyar": 1, "guest": 1, "marina": 0, "saule": 0, "aigerim": 2} {
		if v := as(who).RoundTable.Votes[0]; len(v.Ballots) != want || v.Cast != 2 {
			t.Errorf("in the open vote %s sees %+v", who, v)
		}
	}
	refused(s.do("POST", table+"/close", "aigerim", nil), http.StatusConflict, "vote_open")
	refused(s.do("POST", table+"/votes/hands/close", "aigerim", map[string]any{"tally": map[string]int{"for": 9}}), 422, "vote_has_ballots")
	leads("POST", "/votes/hands/close", map[string]any{"tally": nil})
	if v := as("marina").RoundTable.Votes[0]; len(v.Ballots) != 2 || v.Tally.For != 1 || v.Tally.Against != 1 {
		t.Errorf("%+v", v)
	}

	// The decision, and the end.
	decision := map[string]any{"item": "item", "proposal": proposal, "outcome": "agree", "text": map[string]string{"ru": "Поддержать.", "kk": "Қолдау."}, "vote": "hands"}
	d := leads("PUT", "/decisions/decision-1", decision).RoundTable.Decisions
	if len(d) != 1 || d[0].ByName != "Айгерим Оразбекова" || d[0].Wording["ru"] == "" || len(d[0].At) != len("2026-11-23T12:00:00.000Z") {
		t.Errorf("%+v", d)
	}
	if list := as("marina").List; len(list) != 1 || list[0].Status != "agreed" {
		t.Errorf("%+v", list)
	}
	decision["outcome"] = "reject"
	refused(s.do("PUT", table+"/decisions/decision-1", "aigerim", decision), http.StatusConflict, "id_taken")
	if r := leads("POST", "/close", nil).RoundTable; r.ClosedAt == nil || r.Current != "" || r.Timer != nil || r.Guests != nil {
		t.Errorf("%+v", r)
	}
	refused(s.do("GET", "/api/guest/"+token, "telephone", nil), http.StatusNotFound, "not_found")

	// What the member's browser has heard of it.
	all := strings.Join(heard(t, socket), "\n")
	for words, want := range map[string]bool{token: false, "Реклама": false, "remark-03": false, "Приют нужен и на селе": true, "roundtable.closed": true,
		`"voter":"` + daniyar.RoundTable.Me: false, "roundtable.ballot_cast": true, "roundtable.decided": true} {
		if strings.Contains(all, words) != want {
			t.Errorf("the browser of a member has heard %q: %v\n%s", words, !want, all)
		}
	}
}

// A hall sits behind one address. Who sends too much is stopped himself; the others in the hall go on, also those who come later.
// Who keeps no cookie shares the few of one browser with those who do not either.
func TestOneGuestDoesNotShutOutTheHall(t *testing.T) {
	s := openDemo(t)
	table := "/api/round-tables/" + get[tableBody](s, "POST", "/api/round-tables", "aigerim", map[string]any{"title": map[string]string{"ru": "Стол"}, "date": "2026-12-10"}).RoundTable.ID
	token := get[tableBody](s, "POST", table+"/guests", "aigerim", nil).RoundTable.Guests.Token
	n := 0
	send := func(phone string) answer {
		n++
		return s.do("POST", "/api/guest/"+token+"/remarks", phone, remark(fmt.Sprintf("remark-%03d", n), "Замечание."))
	}
	tooOften := func(a answer, who string) {
		t.Helper()
		if a.status != http.StatusTooManyRequests || a.code(t) != "too_often" || !strings.Contains(a.body, `"seconds":`) {
			t.Errorf("%s: %d %s", who, a.status, a.body)
		}
	}
	accepted := func(a answer, who string) {
		t.Helper()
		if a.status != http.StatusAccepted {
			t.Fatalf("%s: %d %s", who, a.status, a.body)
		}
	}
	s.phone("eager", token)
	s.phone("calm", token)
	for range 10 {
		accepted(send("eager"), "eager")
	}
	tooOften(send("eager"), "eager")
	accepted(s.do("POST", "/api/guest/"+token+"/remarks", "eager", remark("remark-001", "Замечание.")), "what is there already, sent again")
	accepted(send("calm"), "calm")
	s.phone("late", token)
	accepted(send("late"), "late")
	// What is refused for its words costs nothing.
	for range 15 {
		if a := s.do("POST", "/api/guest/"+token+"/remarks", "late", remark("remark-bad", " ")); a.code(t) != "empty" {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	accepted(send("late"), "late")
	for range 10 {
		accepted(send(""), "without a cookie")
	}
	tooOften(send(""), "without a cookie")
	s.cookies["forged"] = "talqy_visitor=abc.def"
	tooOften(send("forged"), "with a cookie of his own making")
	accepted(send("calm"), "calm")
	// All telephones of an address together have a bound, too.
	for i := 0; n < 200; i++ {
		phone := fmt.Sprintf("phone-%d", i/10)
		if s.cookies[phone] == "" {
			s.phone(phone, token)
		}
		if a := send(phone); a.status == http.StatusTooManyRequests {
			break
		}
	}
	if kept := len(get[tableBody](s, "GET", table, "aigerim", nil).RoundTable.Remarks); kept != 120 {
		t.Errorf("an address has sent %d remarks", kept)
	}
}

// Who asks in a loop uses up what is his, whether he has the guests' cookie or not; who was let in before goes on.
func TestOneGuestInALoop(t *testing.T) {
	s := openDemo(t)
	table := "/api/round-tables/" + get[tableBody](s, "POST", "/api/round-tables", "aigerim", map[string]any{"title": map[string]string{"ru": "Стол"}, "date": "2026-12-10"}).RoundTable.ID
	token := get[tableBody](s, "POST", table+"/guests", "aigerim", nil).RoundTable.Guests.Token
	s.phone("calm", token)
	s.phone("looping", token)
	ask := func(phone string, most int) (answered int) {
		for ; answered < most; answered++ {
			if a := s.do("GET", "/api/guest/"+token, phone, nil); a.status == http.StatusTooManyRequests {
				return answered
			} else if a.status != http.StatusOK {
				t.Fatalf("%d %s", a.status, a.body)
			}
		}
		return answered
	}
	if n := ask("looping", 5000); n == 5000 {
		t.Error("a telephone in a loop is answered 5000 times")
	}
	if n := ask("calm", 10); n != 10 {
		t.Errorf("the one beside it is answered %d times", n)
	}
	s.phone("late", token)
}

// A file is a download and nothing else: saved under its name, taken for what it is, able to do nothing.
func TestFileIsADownload(t *testing.T) {
	s := openDemo(t)
	s.observer()
	page := "<script>alert(document.cookie)</script>"
	a := s.bring("daniyar", "/api/files", page, nil) // called law.txt
	file := readAs[fileBody](t, a, http.StatusCreated).File
	got := s.do("GET", "/api/files/"+file.ID+"/"+file.Name, "daniyar", nil)
	for header, want := range map[string]string{"Content-Disposition": `attachment; filename="law.txt"; filename*=UTF-8''law.txt`, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"} {
		if got.header.Get(header) != want {
			t.Errorf("%s is %q, want %q", header, got.header.Get(header), want)
		}
	}
	if got.body != page {
		t.Errorf("%q", got.body)
	}
	for _, who := range []string{"aigerim", "marina", "guest"} { // nothing names it
		if a := s.do("GET", "/api/files/"+file.ID+"/"+file.Name, who, nil); a.status != http.StatusNotFound {
			t.Errorf("%s gets %d", who, a.status)
		}
	}
	for _, none := range []string{"none", strings.Repeat("0", 64), "..%2f..%2fetc%2fpasswd"} {
		if a := s.do("GET", "/api/files/"+none+"/a.txt", "aigerim", nil); a.status != http.StatusNotFound {
			t.Errorf("%s: %d %s", none, a.status, a.body)
		}
	}
	tooLarge := strings.Repeat("а", 6<<20)
	for content, code := range map[string]string{"": "attachment_empty", "MZ\x90\x00": "file_type", "ИИН 850101300124": "personal_data", tooLarge: "attachment_too_large"} {
		a := s.bring("aigerim", "/api/files", content, nil)
		if want := map[bool]int{true: 413, false: 422}[content == tooLarge]; a.status != want || a.code(t) != code {
			t.Errorf("%.20q: %d %s, want %s", content, a.status, a.body, code)
		}
	}
	if a := s.bring("guest", "/api/files", "Справка.", nil); a.status != http.StatusForbidden {
		t.Errorf("an observer brings a file: %d %s", a.status, a.body)
	}
}

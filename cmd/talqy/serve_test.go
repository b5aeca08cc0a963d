package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A change that another site asks the browser for is refused, whoever is signed in.
func TestForeignSitesAreRefused(t *testing.T) {
	s := openDemo(t)
	for name, header := range map[string][2]string{
		"origin": {"Origin", "https://elsewhere.example"}, "cross-site": {"Sec-Fetch-Site", "cross-site"},
		"same-site": {"Sec-Fetch-Site", "same-site"}, "null": {"Origin", "null"},
	} {
		r := httptest.NewRequest("POST", "/api/bills", strings.NewReader(`{"title":{"ru":"Чужой","kk":""}}`))
		r.Header.Set(header[0], header[1])
		if a := s.send(r, "aigerim"); a.status != http.StatusForbidden || a.code(t) != "foreign_origin" {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	r := httptest.NewRequest("POST", "/api/bills", strings.NewReader(`{"title":{"ru":"Свой","kk":""}}`))
	r.Header.Set("Origin", "http://"+r.Host)
	if a := s.send(r, "aigerim"); a.status != http.StatusCreated {
		t.Errorf("the own origin is refused: %d %s", a.status, a.body)
	}
}

// What is no act is refused in the reader's language, with the place, and leaves nothing behind.
func TestBadFilesAreRefusedAndLeaveNothing(t *testing.T) {
	s := openDemo(t)
	before := s.do("GET", "/api/acts", "marina", nil).body
	law := "Статья 1. Цель\n1. Закон помогает пострадавшим.\n\nСтатья 2. Приют\n1. Приют принимает"
	for name, tc := range map[string]struct {
		content, code, says string
		status              int
	}{
		"empty":       {"", "file_empty", "пуст", 422},
		"blank":       {" \n\n ", "file_empty", "пуст", 422},
		"no act":      {"Здравствуйте!\nВысылаю вам письмо.\n", "act_not_recognised", "Здравствуйте", 422},
		"invalid":     {"Статья 1. Цель\n1. Закон \xff\xfe помогает.\n", "file_not_text", "строке 2", 422},
		"binary":      {"\x7fELF\x00\x01\x02\x00", "file_not_text", "UTF-8", 422},
		"truncated":   {law, "file_truncated", "Приют принимает", 422},
		"split":       {law + " всех\xd0", "file_truncated", "строке 5", 422},
		"50 megabyte": {strings.Repeat("Статья 1. Цель\n", 50<<20/25), "file_too_large", "32", 413},
	} {
		a := s.upload("marina", name+".txt", tc.content, nil)
		if a.status != tc.status || a.code(t) != tc.code || !strings.Contains(a.body, tc.says) {
			t.Errorf("%s: %d %.300s, want %d %s saying %q", name, a.status, a.body, tc.status, tc.code, tc.says)
		}
	}
	if after := s.do("GET", "/api/acts", "marina", nil).body; after != before {
		t.Errorf("the library has changed:\n%s\n%s", before, after)
	}
	if a := s.upload("marina", "закон.txt", law, map[string]string{"truncated": "accept"}); a.status != http.StatusCreated ||
		!strings.Contains(a.body, `"ru":"закон"`) || !strings.Contains(a.body, `"file_truncated"`) {
		t.Errorf("a truncated file that its sender accepts: %d %s", a.status, a.body)
	}
}

func TestMessagesComeInTheReadersLanguage(t *testing.T) {
	s := openDemo(t)
	for lang, want := range map[string]string{"ru": "Логин или пароль", "kk": "құпиясөз", "en": "password", "de, kk;q=0.5": "құпиясөз", "": "Логин"} {
		r := httptest.NewRequest("POST", "/api/session", strings.NewReader(`{"login":"marina","password":"wrong"}`))
		r.Header.Set("Accept-Language", lang)
		if a := s.send(r, ""); a.status != http.StatusUnauthorized || !strings.Contains(a.body, want) {
			t.Errorf("%q: %d %s", lang, a.status, a.body)
		}
	}
}

type proposalBody struct {
	Proposal struct {
		ID, Status string
		May        []string
		Wording    map[string]struct {
			Current, Proposed string
			Version           int
		}
		Threads []struct{ ID, Body string }
	}
}

// The main job over HTTP: propose, edit, justify, share, comment, reply, print.
func TestMainJob(t *testing.T) {
	s := openDemo(t)
	bills := get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "daniyar", nil)
	acts := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "daniyar", nil)
	p := get[proposalBody](s, "POST", "/api/proposals", "daniyar", map[string]string{"bill": bills.Bills[0].ID, "act": acts.Acts[0].ID, "kind": "amend", "target": "art_2"}).Proposal
	path := "/api/proposals/" + p.ID
	if a := s.do("GET", path, "marina", nil); a.status != http.StatusNotFound {
		t.Errorf("a draft of somebody else: %d", a.status)
	}
	old := p.Wording["ru"].Proposed
	if old == "" || old != p.Wording["ru"].Current || p.Wording["kk"].Proposed == "" {
		t.Fatalf("the editor does not start from the law in force: %+v", p.Wording)
	}
	edit := func(as string, version int, changes string) answer {
		return s.do("POST", path+"/changes", as, map[string]any{"part": "wording", "lang": "ru", "version": version,
			"updates": []any{map[string]any{"clientID": as, "changes": json.RawMessage(changes)}}})
	}
	length := len([]rune(old))
	if a := edit("daniyar", 0, fmt.Sprintf(`[%d,[0," Проба."]]`, length)); a.status != http.StatusOK || !strings.Contains(a.body, `"version":1`) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := edit("daniyar", 0, fmt.Sprintf(`[%d,[0," Проба."]]`, length)); a.status != http.StatusOK || !strings.Contains(a.body, `"version":1`) {
		t.Errorf("an edit sent a second time: %d %s", a.status, a.body)
	}
	if a := s.do("GET", path+"/authors?lang=ru", "daniyar", nil); a.status != http.StatusOK ||
		!strings.Contains(a.body, fmt.Sprintf(`{"from":0,"to":%d},{"from":%d,"to":%d,"seq":2,"by":`, length, length, length+7)) {
		t.Errorf("who wrote these words: %d %s", a.status, a.body)
	}
	get[proposalBody](s, "POST", path+"/share", "daniyar", nil)
	get[any](s, "POST", path+"/comments", "marina", map[string]any{"id": "0000-0001", "body": "Зачем?",
		"anchor": map[string]any{"lang": "ru", "from": length + 1, "to": length + 6, "version": 1}})
	if a := s.do("POST", path+"/comments", "marina", map[string]any{"id": "0000-0002", "body": "  "}); a.status != 422 || a.code(t) != "empty" {
		t.Errorf("an empty comment: %d %s", a.status, a.body)
	}
	replied := s.do("POST", path+"/comments/0000-0001/replies", "daniyar", map[string]any{"id": "0000-0003", "body": "Так надо."})
	if replied.status != http.StatusCreated || !strings.Contains(replied.body, `"quote":"Проба"`) || !strings.Contains(replied.body, "Так надо.") {
		t.Errorf("%d %s", replied.status, replied.body)
	}
	history := s.do("GET", path+"/history", "saule", nil)
	for _, want := range []string{"proposal.opened", "proposal.edited", "proposal.shared", "proposal.commented", "comment.replied", "Данияр"} {
		if !strings.Contains(history.body, want) {
			t.Errorf("the history has no %s: %s", want, history.body)
		}
	}
	paper := s.do("GET", "/api/papers/comparison-table.pdf?lang=kk&proposal="+p.ID, "saule", nil)
	if paper.status != http.StatusOK || !strings.HasPrefix(paper.body, "%PDF-") || paper.header.Get("Content-Type") != "application/pdf" {
		t.Errorf("%d %.100s", paper.status, paper.body)
	}
	if a := s.do("GET", "/api/papers/comparison-table.pdf?lang=kk", "saule", nil); a.code(t) != "nothing_chosen" {
		t.Errorf("a paper of nothing: %d %s", a.status, a.body)
	}
}

// A fresh installation prints a link that makes one organiser, once; the organiser invites others the same way.
func TestFreshInstallation(t *testing.T) {
	dir := t.TempDir()
	s := open(t, serveOptions{data: dir, listen: "127.0.0.1:8080"})
	_, rest, found := strings.Cut(s.hello, "http://127.0.0.1:8080/join/")
	if !found {
		t.Fatalf("no link in %q", s.hello)
	}
	token := strings.TrimSpace(rest)
	organiser := map[string]string{"login": "Ayan", "name": "Аян Серік", "password": "correct horse"}
	if a := s.do("POST", "/api/invitations/"+token, "", map[string]string{"login": "ayan", "name": "Аян", "password": "short"}); a.code(t) != "short_password" {
		t.Errorf("a short password: %d %s", a.status, a.body)
	}
	joined := s.do("POST", "/api/invitations/"+token, "", organiser)
	if joined.status != http.StatusCreated || !strings.Contains(joined.body, `"role":"organiser"`) {
		t.Fatalf("%d %s", joined.status, joined.body)
	}
	if a := s.do("POST", "/api/invitations/"+token, "", map[string]string{"login": "second", "name": "Б", "password": "correct horse"}); a.status != http.StatusNotFound {
		t.Errorf("the link worked twice: %d %s", a.status, a.body)
	}
	s.cookies["ayan"] = joined.cookies[0].Name + "=" + joined.cookies[0].Value
	invited := get[struct{ URL string }](s, "POST", "/api/invitations", "ayan", map[string]string{"role": "member", "name": "Мадина"})
	got := s.do("GET", "/api"+strings.Replace(invited.URL, "/join/", "/invitations/", 1), "", nil)
	if got.status != http.StatusOK || !strings.Contains(got.body, "Мадина") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if a := s.do("POST", "/api/invitations"+strings.TrimPrefix(invited.URL, "/join"), "", map[string]string{"login": "ayan", "name": "М", "password": "correct horse"}); a.code(t) != "login_taken" {
		t.Errorf("a taken login: %d %s", a.status, a.body)
	}
}

// Guessing is slowed down for the one who guesses, and for nobody else.
func TestGuessingIsSlowedDown(t *testing.T) {
	s := openDemo(t)
	wrong := map[string]string{"login": "marina", "password": "a wild guess"}
	status := 0
	for range 8 {
		if status = s.do("POST", "/api/session", "", wrong).status; status == http.StatusTooManyRequests {
			break
		}
	}
	if status != http.StatusTooManyRequests {
		t.Error("eight guesses in a row were all heard")
	}
	s.signIn("daniyar")
}

// Two browsers: what one writes the other hears at once, over a real socket and with the cookie of the session.
func TestCommentIsHeardAtOnce(t *testing.T) {
	s := openDemo(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.app.Listener(listener) }()
	list := get[struct {
		Proposals []struct{ ID, Status string }
	}](s, "GET", "/api/proposals", "marina", nil)
	id := list.Proposals[0].ID
	address := "ws://" + listener.Addr().String() + "/live"
	if _, refused, err := websocket.DefaultDialer.Dial(address, nil); err == nil || refused.StatusCode != http.StatusUnauthorized {
		t.Errorf("a socket without a session: %v", err)
	}
	foreign := http.Header{"Cookie": {s.cookies["marina"]}, "Origin": {"https://elsewhere.example"}}
	if _, refused, err := websocket.DefaultDialer.Dial(address, foreign); err == nil || refused.StatusCode != http.StatusForbidden {
		t.Errorf("a socket from another site: %v", err)
	}
	socket, _, err := websocket.DefaultDialer.Dial(address, http.Header{"Cookie": {s.cookies["marina"]}})
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // the test is over
	if err := socket.WriteJSON(map[string]any{"type": "follow", "topic": "proposal/" + id, "after": 100000}); err != nil {
		t.Fatal(err)
	}
	_ = socket.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, frame, err := socket.ReadMessage(); err != nil || !strings.Contains(string(frame), `"current"`) {
		t.Fatalf("%s, %v", frame, err)
	}
	get[any](s, "POST", "/api/proposals/"+id+"/comments", "saule", map[string]any{"id": "0000-0009", "body": "Слышно?"})
	_, frame, err := socket.ReadMessage()
	if err != nil || !strings.Contains(string(frame), "Слышно?") || !strings.Contains(string(frame), "Сауле") {
		t.Errorf("%s, %v", frame, err)
	}
}

// A second start finds everything, and loads the demonstration group only once.
func TestSecondStartKeepsEverything(t *testing.T) {
	dir := t.TempDir()
	o := serveOptions{data: dir, demo: true, listen: "127.0.0.1:0"}
	first, err := assemble(t.Context(), o, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{first, t, map[string]string{}}
	s.signIn("aigerim")
	cookie := s.cookies["aigerim"]
	// The options have no cost of their own, like those that flags give: passwords are as hard to guess as docs/security.md says.
	if account, _, err := first.kept.Account(t.Context(), "aigerim"); err != nil || !strings.HasPrefix(account.Hash, "$argon2id$v=19$m=65536,t=1,") {
		t.Errorf("a password is kept as %.30s, %v", account.Hash, err)
	}
	get[any](s, "POST", "/api/bills", "aigerim", map[string]any{"title": map[string]string{"ru": "Останется"}})
	want := s.do("GET", "/api/bills", "aigerim", nil).body
	if _, err := assemble(t.Context(), o, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a second server on the folder: %v", err)
	}
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, o)
	s.cookies["aigerim"] = cookie
	if got := s.do("GET", "/api/bills", "aigerim", nil); got.body != want {
		t.Errorf("got %s\nwant %s", got.body, want)
	}
}

// Found in review: a packed body of a few kilobytes unpacked to gigabytes before anybody had signed in.
func TestPackedBodiesAreRefused(t *testing.T) {
	s := openDemo(t)
	r := httptest.NewRequest("POST", "/api/session", strings.NewReader("\x1f\x8b"))
	r.Header.Set("Content-Encoding", "gzip")
	if a := s.send(r, ""); a.status != http.StatusUnsupportedMediaType {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// Found in review: an invitation was used up by a name that was refused.
func TestRefusedNameLeavesTheInvitation(t *testing.T) {
	s := openDemo(t)
	invited := get[struct{ URL string }](s, "POST", "/api/invitations", "aigerim", map[string]string{"role": "lawyer"})
	path := "/api/invitations" + strings.TrimPrefix(invited.URL, "/join")
	if a := s.do("POST", path, "", map[string]string{"login": "asel", "name": "", "password": "correct horse"}); a.code(t) != "empty" {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := s.do("POST", path, "", map[string]string{"login": "asel", "name": "Асель", "password": "correct horse"}); a.status != http.StatusCreated {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// Found in review: the address of a handout of some hundred proposals was too long for the server.
func TestHandoutOfManyProposals(t *testing.T) {
	s := openDemo(t)
	list := get[struct{ Proposals []struct{ ID string } }](s, "GET", "/api/proposals", "saule", nil)
	path := "/api/papers/comparison-table.pdf?lang=ru" + strings.Repeat("&proposal="+list.Proposals[0].ID, 500)
	if a := s.do("GET", path, "saule", nil); a.status != http.StatusOK {
		t.Errorf("%d %.200s", a.status, a.body)
	}
}

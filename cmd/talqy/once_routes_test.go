package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
)

// command is one unsafe call that the test of repeats sends: to which route, as whom, with what.
type command struct {
	route  string // as it is registered, without /api
	path   string // with ids in the places of names
	as     string
	body   any
	events int // that one sending makes; -1 where open proposals that are carried over add theirs
}

// outsideTheLog are the unsafe routes that the test of repeats does not send, each with the reason.
var outsideTheLog = map[string]string{
	"POST /session":              "each signing in opens a session of its own; the log knows none",
	"DELETE /session":            "whoever is signed out stays so; the cookie that keys belong to ends with it",
	"POST /invitations/:token":   "the link works once, and who lost the answer signs in with the password that was chosen",
	"PUT /session/password":      "ends the sessions that keys belong to; who lost the answer signs in with the new password",
	"DELETE /sessions":           "what has ended has ended",
	"DELETE /sessions/:session":  "what has ended is not found any more",
	"POST /resets":               "asks for no session; a second letter is bounded, and has another link",
	"POST /resets/:token":        "the link works once, and who lost the answer signs in with the password that was chosen",
	"POST /members/:id/reset":    "what it answers is shown once and remembered nowhere; a second link ends with the password that the first one chose",
	"DELETE /members/:id/factor": "a factor that is gone is told to be off",
	"POST /access/factor":        "changes nothing until a code shows that the telephone has the secret",
	"PUT /access/factor":         "what it answers is shown once and remembered nowhere; its code counts once",
	"DELETE /access/factor":      "its code counts once",
	"POST /access/codes":         "what it answers is shown once and remembered nowhere; its code counts once",
	"POST /access/provider":      "leads to the provider and changes nothing",
	"DELETE /access/provider":    "what is unlinked stays so",
	"POST /provider":             "asks for no session; leads to the provider and changes nothing",
	"POST /unsubscribe/:token":   "asks for no session; ending what has ended changes nothing",

	"POST /public/bills/:id/remarks": "asks for no session; the id that the sender makes counts once",
	"POST /guest/:token/remarks":     "asks for no session; the id that the sender makes counts once",

	"POST /invitations/:id/renew": "an invitation is no event; who lost the answer after a restart asks for another link",
	"DELETE /invitations/:id":     "an invitation is no event; taken back twice it is taken back",
}

// writing is what the commands are about: proposals in every state that some command needs.
type writing struct {
	s         *site
	bill, law string
	loaded    string // an act with a newer edition
	shared    proposalBody
}

func (w *writing) open(target string) string {
	return get[proposalBody](w.s, "POST", "/api/proposals", "aigerim", map[string]string{"bill": w.bill, "act": w.law, "kind": "amend", "target": target}).Proposal.ID
}

func (w *writing) share(id string) string {
	get[any](w.s, "POST", "/api/proposals/"+id+"/share", "aigerim", nil)
	return id
}

// typed is an edit that puts a word before a wording.
func typed(client, wording string) map[string]any {
	return map[string]any{"part": "wording", "lang": "ru", "version": 0,
		"updates": []any{map[string]any{"clientID": client, "changes": []any{[]any{0, "Новое "}, len([]rune(wording))}}}}
}

// comments says things on the shared proposal, to be answered, resolved, accepted: threads 1 to 8, each with a reply.
func (w *writing) comments(path string) {
	first := string([]rune(w.shared.Proposal.Wording["ru"].Proposed)[:4])
	suggestion := map[string]string{"old": first, "new": "Норма"}
	for i := 1; i <= 8; i++ {
		thread := fmt.Sprintf("thread-%d", i)
		get[any](w.s, "POST", path+"/comments", "saule", map[string]any{"id": thread, "body": "Замечание.", "suggestion": suggestion,
			"anchor": map[string]any{"lang": "ru", "from": 0, "to": 4, "version": 0}})
		get[any](w.s, "POST", path+"/comments/"+thread+"/replies", "saule", map[string]any{"id": fmt.Sprintf("reply-%03d", i), "body": "И ещё.", "suggestion": suggestion})
	}
	get[any](w.s, "POST", path+"/comments/thread-3/resolve", "saule", nil)
}

// conflicting gives a proposal that a newer edition of its act stands against.
func (w *writing) conflicting() string {
	s := w.s
	loaded := readAs[struct{ Act struct{ ID string } }](s.t, s.upload("aigerim", "law.txt", editionRu, nil), http.StatusCreated)
	w.loaded = loaded.Act.ID
	p := get[proposalBody](s, "POST", "/api/proposals", "aigerim", map[string]string{"bill": w.bill, "act": loaded.Act.ID, "kind": "amend", "target": "art_2"}).Proposal
	before, after, _ := strings.Cut(p.Wording["ru"].Proposed, "тридцати")
	get[any](s, "POST", "/api/proposals/"+p.ID+"/changes", "aigerim", map[string]any{"part": "wording", "lang": "ru", "version": 0, "updates": []any{map[string]any{
		"clientID": "conflict", "changes": []any{len([]rune(before)), []any{len([]rune("тридцати")), "сорока"}, len([]rune(after))}}}})
	if a := s.upload("aigerim", "law.txt", strings.Replace(editionRu, "тридцати", "шестидесяти", 1), map[string]string{"act": loaded.Act.ID, "edition": "2026-12-01"}); a.status != http.StatusCreated {
		s.t.Fatalf("%d %s", a.status, a.body)
	}
	return p.ID
}

// public opens a bill to the public, with two remarks that wait, and gives its place.
func (w *writing) public() string {
	id := get[struct{ Bill struct{ ID string } }](w.s, "POST", "/api/bills", "aigerim", map[string]any{"title": map[string]string{"ru": "Об открытом"}}).Bill.ID
	get[any](w.s, "POST", "/api/bills/"+id+"/publication", "aigerim", nil)
	for _, remark := range []string{"remark-1", "remark-2"} {
		get[any](w.s, "POST", "/api/public/bills/"+id+"/remarks", "", map[string]string{"id": remark, "name": "Ержан", "body": "Нужен срок.", "lang": "ru"})
	}
	return "/bills/" + id
}

// commands are all unsafe calls that make events, and those that only work something out.
func (w *writing) commands(t *testing.T) []command {
	s := w.s
	raw, err := os.ReadFile("../../proposals/testdata/amending.ru.txt")
	if err != nil {
		t.Fatal(err)
	}
	amending := map[string]string{"file": string(raw)}
	base := readAs[readLaw](t, s.bring("aigerim", "/api/acts/"+w.law+"/amendments", amending["file"], nil), http.StatusOK).Edition
	path := "/proposals/" + w.shared.Proposal.ID
	other := "/proposals/" + w.share(w.open("art_1"))
	w.comments("/api" + path)
	w.comments("/api" + other)
	old := w.shared.Proposal.Wording["ru"].Proposed
	drafted, withdrawn, restored, decided, reviewed := w.open("art_1"), w.open("art_1"), w.open("art_1"), w.share(w.open("art_1")), w.share(w.open("art_1"))
	for _, id := range []string{restored, reviewed} {
		get[any](s, "POST", "/api/proposals/"+id+"/changes", "aigerim", typed("before-"+id, old))
	}
	conflicting := w.conflicting()
	open := w.public()
	notified := get[struct{ Proposal struct{ Seq int } }](s, "GET", "/api"+path, "aigerim", nil).Proposal.Seq
	group := get[groupBody](s, "GET", "/api/members", "aigerim", nil)
	member := group.login(t, "daniyar").ID
	law := "Статья 1. Цель\n1. Закон помогает пострадавшим.\n\nСтатья 2. Приют\n1. Приют принимает всех.\n"
	return append(w.atRoundTable(), []command{
		{"POST /organisations", "/organisations", "aigerim", map[string]any{"name": map[string]string{"ru": "Фонд"}, "kind": "ngo", "city": "Семей"}, 1},
		{"PUT /organisations/:id", "/organisations/" + group.Organisations[0].ID, "aigerim", map[string]any{"name": map[string]string{"ru": "Акимат"}, "kind": "state", "city": "Орал"}, 1},
		{"PUT /members/:id", "/members/" + member, "aigerim", map[string]any{"name": "Данияр Омаров", "city": "Орал"}, 1},
		{"POST /members/:id/role", "/members/" + member + "/role", "aigerim", map[string]string{"role": "lawyer"}, 1},
		{"POST /members/:id/deactivate", "/members/" + member + "/deactivate", "aigerim", nil, 1},
		{"POST /members/:id/reactivate", "/members/" + member + "/reactivate", "aigerim", nil, 1},
		{"POST /people/import", "/people/import", "aigerim", map[string]string{"file": officeList, "commit": "yes"}, 2},
		{"POST /invitations/bulk", "/invitations/bulk", "aigerim", map[string]any{"invitations": []any{map[string]string{"role": "member", "name": "Гость Второй"}}}, 0},
		{"POST /invitations", "/invitations", "aigerim", map[string]any{"role": "member", "name": "Гость"}, 0},
		{"POST /acts", "/acts", "aigerim", map[string]string{"file": law, "lang": "ru"}, 1},
		{"POST /acts", "/acts", "aigerim", map[string]string{"file": strings.Replace(editionRu, "тридцати", "девяноста", 1), "act": w.loaded, "edition": "2027-01-01"}, -1},
		{"PUT /acts/:id/title", "/acts/" + w.law + "/title", "aigerim", map[string]string{"lang": "kk", "title": "Уақытша паналар туралы (түзетілген)"}, 1},
		{"POST /acts/:id/amendments", "/acts/" + w.law + "/amendments", "aigerim", amending, 0},
		{"POST /bills", "/bills", "aigerim", map[string]any{"title": map[string]string{"ru": "О повторе"}}, 1},
		{"PUT /bills/:id/entry", "/bills/" + w.bill + "/entry", "aigerim", map[string]any{"entry": map[string]string{"ru": "вводится в действие со дня опубликования"}}, 1},
		{"POST /bills/:id/visit", "/bills/" + w.bill + "/visit", "aigerim", map[string]any{"seen": map[string]int{w.shared.Proposal.ID: notified}}, 1},
		{"POST /notifications/read", "/notifications/read", "aigerim", map[string]any{"upTo": map[string]int{"proposal/" + w.shared.Proposal.ID: notified}}, 1},
		{"PUT /preferences", "/preferences", "aigerim", map[string]any{"email": "aigerim@example.org", "password": demoPassword, "digest": "daily", "hour": 9, "mentions": true, "lang": "kk"}, 1},
		{"POST /proposals", "/proposals", "aigerim", map[string]string{"bill": w.bill, "act": w.law, "kind": "amend", "target": "art_1"}, 1},
		{"POST /proposals/:id/share", "/proposals/" + drafted + "/share", "aigerim", nil, 1},
		{"POST /proposals/:id/withdraw", "/proposals/" + withdrawn + "/withdraw", "aigerim", map[string]string{"reason": "Повтор."}, 1},
		{"POST /proposals/:id/status", "/proposals/" + decided + "/status", "aigerim", map[string]string{"step": "reject", "reason": "Повтор."}, 1},
		{"POST /proposals/:id/restore", "/proposals/" + restored + "/restore", "aigerim", map[string]any{"part": "wording", "lang": "ru", "seq": 1}, 1},
		{"POST /proposals/:id/review", "/proposals/" + reviewed + "/review", "saule", map[string]any{"lang": "ru", "version": 1, "from": 0, "to": 6, "deleted": "", "inserted": "Новое ", "verdict": "reject", "reason": "Повтор."}, 1},
		{"POST /proposals/:id/accept-edition", "/proposals/" + conflicting + "/accept-edition", "aigerim", map[string]string{"lang": "ru"}, 1},
		{"POST /proposals/:id/comments", path + "/comments", "aigerim", map[string]any{"id": "thread-9", "body": "Ещё одно."}, 1},
		{"POST /proposals/:id/comments/:comment/replies", path + "/comments/thread-1/replies", "aigerim", map[string]string{"id": "reply-009", "body": "Ответ."}, 1},
		{"PUT /proposals/:id/comments/:comment", path + "/comments/thread-1", "saule", map[string]string{"body": "Иначе."}, 1},
		{"PUT /proposals/:id/comments/:comment/replies/:reply", path + "/comments/thread-1/replies/reply-001", "saule", map[string]string{"body": "Иначе."}, 1},
		{"POST /proposals/:id/comments/:comment/resolve", path + "/comments/thread-2/resolve", "aigerim", nil, 1},
		{"POST /proposals/:id/comments/:comment/reopen", path + "/comments/thread-3/reopen", "aigerim", nil, 1},
		{"POST /proposals/:id/comments/:comment/suggestion/decline", path + "/comments/thread-4/suggestion/decline", "aigerim", map[string]string{"reason": "Повтор."}, 1},
		{"POST /proposals/:id/comments/:comment/replies/:reply/suggestion/decline", path + "/comments/thread-5/replies/reply-005/suggestion/decline", "aigerim", map[string]string{"reason": "Повтор."}, 1},
		{"POST /proposals/:id/comments/:comment/replies/:reply/suggestion/accept", path + "/comments/thread-6/replies/reply-006/suggestion/accept", "aigerim", nil, 1},
		{"POST /proposals/:id/comments/:comment/suggestion/accept", other + "/comments/thread-7/suggestion/accept", "aigerim", nil, 1},
		{"POST /proposals/:id/changes", path + "/changes", "aigerim", typed("page", old), 1},
		{"POST /proposals/:id/tracked", path + "/tracked", "saule", map[string]string{"file": string(s.answered("aigerim", w.shared.Proposal.ID))}, 0},
		{"POST /proposals/:id/tracked/accept", path + "/tracked/accept", "saule", map[string]string{"file": string(s.answered("aigerim", w.shared.Proposal.ID)), "changes": "[1]"}, 1},
		{"POST /redline", "/redline", "aigerim", map[string]string{"old": "старое слово", "new": "новое слово"}, 0},
		{"POST /instructions", "/instructions", "aigerim", map[string]string{"act": w.law, "lang": "ru", "old": old, "new": strings.TrimSuffix(old, ".") + " и иных мер."}, 0},
		{"POST /round-tables", "/round-tables", "aigerim", map[string]any{"title": map[string]string{"ru": "Стол"}, "date": "2026-12-10", "proposals": []string{w.shared.Proposal.ID}}, 1},
		{"PUT /proposals/:id/evidence/:evidence", path + "/evidence/evidence-1", "aigerim", someEvidence, 1},
		{"DELETE /proposals/:id/evidence/:evidence", path + "/evidence/evidence-1", "aigerim", nil, 1},
		{"PUT /proposals/:id/citations/:citation", path + "/citations/citation-1", "aigerim", someCitation, 1},
		{"DELETE /proposals/:id/citations/:citation", path + "/citations/citation-1", "aigerim", nil, 1},
		{"PUT /bills/:id/summary", "/bills/" + w.bill + "/summary", "aigerim", map[string]any{"summary": map[string]string{"ru": "Коротко о законе."}}, 1},
		{"PUT /bills/:id/note/:section", "/bills/" + w.bill + "/note/need", "aigerim", map[string]any{"text": map[string]string{"ru": "Норма не работает."}}, 1},
		{"POST /bills/:id/publication", "/bills/" + w.bill + "/publication", "aigerim", nil, 1},
		{"DELETE /bills/:id/publication", "/bills/" + w.bill + "/publication", "aigerim", nil, 1},
		{"POST /bills/:id/remarks/:remark/admit", open + "/remarks/remark-1/admit", "aigerim", nil, 1},
		{"POST /bills/:id/remarks/:remark/refuse", open + "/remarks/remark-2/refuse", "aigerim", nil, 1},
		{"POST /bills/:id/remarks/:remark/answer", open + "/remarks/remark-1/answer", "saule", map[string]any{"outcome": "rejected", "reason": map[string]string{"ru": "Уже есть в законе."}}, 1},
		{"POST /acts/:id/amendments/accept", "/acts/" + w.law + "/amendments/accept", "aigerim", map[string]string{"file": amending["file"], "instructions": "[1,3,5]", "base": base, "edition": "2026-11-01"}, -1},
	}...)
}

// A command sent again under its key counts once: while its answer is remembered, and after the server has started anew,
// when only the log knows. Every unsafe route is here: one that is added without a row, or without a reason to have none,
// fails this test.
func TestCommandSentTwiceCountsOnce(t *testing.T) {
	o := serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0"}
	s := open(t, o)
	for _, login := range []string{"aigerim", "saule"} {
		s.signIn(login)
	}
	w := &writing{s: s, bill: get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID,
		law: get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID}
	w.shared = get[proposalBody](s, "GET", "/api/proposals/"+w.share(w.open("art_1")), "aigerim", nil)
	commands := w.commands(t)
	everyRouteHasARow(t, s, commands)

	first := make([]answer, len(commands))
	key := func(i int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", i) }
	send := func(i int) answer {
		method, _, _ := strings.Cut(commands[i].route, " ")
		return s.underKey(key(i), method, "/api"+commands[i].path, commands[i].as, commands[i].body)
	}
	for i, c := range commands {
		before := s.events()
		first[i] = send(i)
		made := s.events() - before
		if first[i].status >= 300 || made != c.events && (c.events >= 0 || made == 0) {
			t.Errorf("%s made %d events and answered %d %s", c.route, made, first[i].status, first[i].body)
		}
		if again := send(i); again.status != first[i].status || again.body != first[i].body || s.events() != before+made {
			t.Errorf("%s: %d %s\nand again, with %d events more: %d %s", c.route, first[i].status, first[i].body, s.events()-before-made, again.status, again.body)
		}
	}
	cookies, before := s.cookies, s.events()
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	again, err := assemble(t.Context(), o, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	*s.house = *again // the clean-up closes this one
	s.cookies = cookies
	for i, c := range commands {
		a := send(i)
		if a.status >= 300 {
			t.Errorf("%s after a restart: %d %s", c.route, a.status, a.body)
		}
		if wanted := idOf(first[i].body); idOf(a.body) != wanted {
			t.Errorf("%s after a restart speaks of %s, not of %s", c.route, idOf(a.body), wanted)
		}
	}
	if n := s.events(); n != before {
		t.Errorf("repeating all commands after a restart made %d events", n-before)
	}
}

// everyRouteHasARow compares the commands with the routes that are registered.
func everyRouteHasARow(t *testing.T, s *site, commands []command) {
	t.Helper()
	var registered []string
	for _, route := range s.app.GetRoutes(true) {
		name := route.Method + " " + strings.TrimPrefix(route.Path, "/api")
		switch route.Method {
		case http.MethodGet, http.MethodHead, http.MethodOptions:
			continue
		}
		registered = append(registered, name)
		_, outside := outsideTheLog[name]
		rows := 0
		for _, c := range commands {
			if c.route == name {
				rows++
			}
		}
		if rows == 0 && !outside || rows != 0 && outside {
			t.Errorf("%s has %d rows among the commands that are repeated", name, rows)
		}
	}
	for _, c := range commands {
		if !slices.Contains(registered, c.route) {
			t.Errorf("%s is no route", c.route)
		}
	}
	if len(registered) < len(commands) {
		t.Errorf("only %d unsafe routes were found", len(registered))
	}
}

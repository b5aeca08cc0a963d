package main

import "net/http"

// Proposals: a draft is its author's alone, what is in discussion the group's.
func init() {
	draft := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{g.draft() + rest, body} }
	}
	shared := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{g.shared() + rest, body} }
	}
	// Everything that can be asked of one proposal: reading, which whoever sees it may, and doing.
	for route, rest := range map[string]string{
		"GET /proposals/:id": "", "GET /proposals/:id/alternatives": "/alternatives", "GET /proposals/:id/history": "/history",
		"GET /proposals/:id/authors": "/authors?lang=ru", "GET /proposals/:id/effect": "/effect", "GET /proposals/:id/since": "/since?seq=0",
		"GET /proposals/:id/readers": "/readers",
	} {
		accessRowsOf(
			accessRow{route: route, what: "of a draft", ask: draft(rest, nil), may: authors, others: http.StatusNotFound},
			accessRow{route: route, what: "in discussion", ask: shared(rest, nil), may: members},
		)
	}
	edit := func(g *ground, by visitor, path string) call {
		p := get[proposalBody](g.site, "GET", "/api"+path, string(by), nil).Proposal
		return call{path + "/changes", typed(g.fresh(), p.Wording["ru"].Proposed)}
	}
	restore := map[string]any{"part": "wording", "lang": "ru", "seq": 1}
	edited := func(g *ground, path string) call {
		typing := edit(g, author, path)
		get[any](g.site, "POST", "/api"+typing.path, string(author), typing.body)
		return call{path + "/restore", restore}
	}
	review := func(g *ground, by visitor, path string) call {
		typing := edit(g, by, path)
		get[any](g.site, "POST", "/api"+typing.path, string(by), typing.body)
		return call{path + "/review", map[string]any{"lang": "ru", "version": 1, "from": 0, "to": 6, "deleted": "", "inserted": "Новое ", "verdict": "accept"}}
	}
	accessRowsOf(
		accessRow{route: "GET /proposals", ask: at("/proposals", nil), may: members},
		accessRow{route: "POST /proposals", ask: func(g *ground, _ visitor) call {
			return call{"/proposals", map[string]string{"bill": g.bill, "act": g.law, "kind": "amend", "target": "art_1"}}
		}, may: workers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/changes", what: "of a draft", ask: func(g *ground, _ visitor) call { return edit(g, author, g.draft()) }, may: authors, others: http.StatusNotFound},
		accessRow{route: "POST /proposals/:id/changes", what: "in discussion", ask: func(g *ground, _ visitor) call { return edit(g, author, g.shared()) }, may: workers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/share", ask: draft("/share", nil), may: authors, others: http.StatusNotFound},
		accessRow{route: "POST /proposals/:id/withdraw", what: "of a draft", ask: draft("/withdraw", map[string]string{"reason": "Проба."}), may: authors, others: http.StatusNotFound},
		accessRow{route: "POST /proposals/:id/withdraw", what: "in discussion", ask: shared("/withdraw", map[string]string{"reason": "Проба."}), may: []visitor{author, organiser}, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/restore", what: "of a draft", ask: func(g *ground, _ visitor) call { return edited(g, g.draft()) }, may: authors, others: http.StatusNotFound},
		accessRow{route: "POST /proposals/:id/restore", what: "in discussion", ask: func(g *ground, _ visitor) call { return edited(g, g.shared()) }, may: workers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/review", what: "of the lawyer's draft", ask: func(g *ground, _ visitor) call { return review(g, lawyer, g.draftOf(lawyer)) },
			may: []visitor{lawyer}, others: http.StatusNotFound},
		accessRow{route: "POST /proposals/:id/review", what: "in discussion", ask: func(g *ground, _ visitor) call { return review(g, author, g.shared()) }, may: lawyers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/accept-edition", what: "of the organiser's draft", ask: func(g *ground, _ visitor) call {
			w := &writing{s: g.site, bill: g.bill, law: g.law}
			return call{"/proposals/" + w.conflicting() + "/accept-edition", map[string]string{"lang": "ru"}}
		}, may: organisers, others: http.StatusNotFound},
	)
	for step, may := range map[string][]visitor{"agree": organisers, "reject": organisers, "postpone": lawyers, "withdraw": {author, organiser}} {
		accessRowsOf(
			accessRow{route: "POST /proposals/:id/status", what: step, ask: shared("/status", map[string]string{"step": step, "reason": "Проба."}), may: may, others: http.StatusForbidden},
		)
	}
	accessRowsOf(
		accessRow{route: "POST /proposals/:id/status", what: "reopen what was agreed", ask: func(g *ground, _ visitor) call {
			path := g.shared()
			get[any](g.site, "POST", "/api"+path+"/status", string(organiser), map[string]string{"step": "agree"})
			return call{path + "/status", map[string]string{"step": "reopen"}}
		}, may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/status", what: "share a draft", ask: draft("/status", map[string]string{"step": "share"}), may: authors, others: http.StatusNotFound},
	)
}

// What is said on a proposal.
func init() {
	suggestion := func(g *ground, path string) map[string]any {
		first := []rune(get[proposalBody](g.site, "GET", "/api"+path, string(author), nil).Proposal.Wording["ru"].Proposed)
		return map[string]any{"old": string(first[:4]), "new": "Норма"}
	}
	// thread opens one of the member, with a suggestion, and a reply of the member in it.
	thread := func(g *ground, rest string, body any) call {
		path := g.shared()
		s := suggestion(g, path)
		get[any](g.site, "POST", "/api"+path+"/comments", string(member), map[string]any{"id": "thread-1", "body": "Замечание.", "suggestion": s,
			"anchor": map[string]any{"lang": "ru", "from": 0, "to": 4, "version": 0}})
		get[any](g.site, "POST", "/api"+path+"/comments/thread-1/replies", string(member), map[string]any{"id": "reply-001", "body": "И ещё.", "suggestion": s})
		return call{path + "/comments/thread-1" + rest, body}
	}
	on := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return thread(g, rest, body) }
	}
	speakers := []visitor{author, organiser, member, lawyer} // the member began the thread
	words, reason := map[string]string{"body": "Иначе."}, map[string]string{"reason": "Проба."}
	say := func(g *ground) map[string]any { return map[string]any{"id": g.fresh(), "body": "Слово."} }
	accessRowsOf(
		accessRow{route: "POST /proposals/:id/comments", what: "on a draft", ask: func(g *ground, _ visitor) call { return call{g.draft() + "/comments", say(g)} }, may: authors, others: http.StatusNotFound},
		accessRow{route: "POST /proposals/:id/comments", what: "in discussion", ask: func(g *ground, _ visitor) call { return call{g.shared() + "/comments", say(g)} }, may: workers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/comments/:comment/replies", ask: on("/replies", map[string]any{"id": "reply-002", "body": "Ответ."}), may: workers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/comments/:comment/resolve", ask: on("/resolve", nil), may: speakers, others: http.StatusForbidden},
		accessRow{route: "POST /proposals/:id/comments/:comment/reopen", ask: func(g *ground, _ visitor) call {
			c := thread(g, "/reopen", nil)
			get[any](g.site, "POST", "/api"+c.path[:len(c.path)-len("/reopen")]+"/resolve", string(member), nil)
			return c
		}, may: speakers, others: http.StatusForbidden},
	)
	for name, rest := range map[string]string{"": "", "/replies/:reply": "/replies/reply-001"} {
		route := "/proposals/:id/comments/:comment" + name
		accessRowsOf(
			accessRow{route: "PUT " + route, ask: on(rest, words), may: []visitor{member}, others: http.StatusForbidden},
			accessRow{route: "GET " + route + "/texts", ask: on(rest+"/texts", nil), may: members},
			accessRow{route: "POST " + route + "/suggestion/accept", ask: on(rest+"/suggestion/accept", nil), may: []visitor{author, organiser, lawyer}, others: http.StatusForbidden},
			accessRow{route: "POST " + route + "/suggestion/decline", ask: on(rest+"/suggestion/decline", reason), may: speakers, others: http.StatusForbidden},
		)
	}
}

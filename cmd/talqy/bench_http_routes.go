package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"talqy/proposals"
)

// httpRoute is a request that a page makes, as the walk of `talqy bench http` makes it.
type httpRoute struct {
	// route is as it is registered, without /api: «GET /bills/:id». what tells several rows of one route apart.
	route, what string
	target      time.Duration
	// ask gives the path without /api of the n-th request, and its body; a path of two slashes stands outside /api.
	ask func(r *httpRun, n int) (path string, body any)
	// organiser has it asked by an organiser alone; prepare makes ready what the next request is about, unmeasured.
	organiser bool
	// dear says that the server counts it among what costs much, or that a member may do it only so often a minute.
	dear    bool
	prepare func(r *httpRun, n int) error
}

func (h httpRoute) name() string {
	if h.what == "" {
		return h.route
	}
	return h.route + ", " + h.what
}

// The targets of one request at the size of a real group, p99: of what a page waits for, of what is set in type or exported, and of
// a comparison of two editions of a whole code.
const (
	targetPage   = 100 * time.Millisecond
	targetFile   = time.Second
	targetWholes = 400 * time.Millisecond
)

// plain asks for one path, always the same.
func plain(path string) func(*httpRun, int) (string, any) {
	return func(*httpRun, int) (string, any) { return path, nil }
}

// eachOf asks for one thing after the other.
func eachOf(before string, of func(r *httpRun) []string, after string) func(*httpRun, int) (string, any) {
	return func(r *httpRun, n int) (string, any) { list := of(r); return before + list[n%len(list)] + after, nil }
}

func bills(r *httpRun) []string       { return r.bills }
func discussed(r *httpRun) []string   { return r.proposals }
func roundTables(r *httpRun) []string { return r.roundTables }

func ofBill(after string) func(*httpRun, int) (string, any) { return eachOf("/bills/", bills, after) }
func ofProposal(after string) func(*httpRun, int) (string, any) {
	return eachOf("/proposals/", discussed, after)
}
func ofCode(after string) func(*httpRun, int) (string, any) {
	return func(r *httpRun, _ int) (string, any) { return "/acts/" + r.code + after, nil }
}

// searched is what readers look for: a word that is everywhere, one that is rare, one that is nowhere, an address, Kazakh.
var searched = []string{"срок", "исполнение", "водопровод", "статья 417", "мәтін"}

func asked(n int) string { return url.QueryEscape(searched[n%len(searched)]) }

// httpReads are the reading routes of the pages, each with what it is asked for. What a page never asks for, and what a secret link
// or a provider of sign-in opens, stands in unwalked.
var httpReads = []httpRoute{
	{route: "GET //*", what: "the page", target: targetPage, ask: plain("//bills")},
	{route: "GET //healthz", target: targetPage, ask: plain("//healthz")},
	{route: "GET //readyz", target: targetPage, ask: plain("//readyz")},
	{route: "GET /sign-in", target: targetPage, ask: plain("/sign-in")},
	{route: "GET /session", target: targetPage, ask: plain("/session")},
	{route: "GET /home", target: targetPage, ask: plain("/home")},
	{route: "GET /search", target: targetPage, ask: func(_ *httpRun, n int) (string, any) { return "/search?q=" + asked(n), nil }},
	{route: "GET /acts", target: targetPage, ask: plain("/acts")},
	{route: "GET /acts/:id", target: targetPage, ask: ofCode("")},
	{route: "GET /acts/:id/expressions/:lang", what: "a whole code", target: targetPage, ask: ofCode("/expressions/ru")},
	{route: "GET /acts/:id/editions", target: targetPage, ask: ofCode("/editions")},
	{route: "GET /acts/:id/editions/changes", dear: true, what: "of a whole code", target: targetWholes, ask: func(r *httpRun, _ int) (string, any) {
		return "/acts/" + r.code + "/editions/changes?from=" + r.editions[0] + "&to=" + r.editions[1], nil
	}},
	{route: "GET /acts/:id/alignment", dear: true, what: "of a whole code", target: targetPage, ask: ofCode("/alignment")},
	{route: "GET /acts/:id/akn", dear: true, what: "of a whole code", target: targetFile, ask: ofCode("/akn?lang=ru")},
	{route: "GET /acts/:id/search", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		return "/acts/" + r.code + "/search?lang=ru&q=" + asked(n), nil
	}},
	{route: "GET /bills", target: targetPage, ask: plain("/bills")},
	{route: "GET /bills/:id", target: targetPage, ask: ofBill("")},
	{route: "GET /bills/:id/text", dear: true, target: targetPage, ask: ofBill("/text?lang=ru")},
	{route: "GET /bills/:id/text", dear: true, what: "in Kazakh", target: targetPage, ask: ofBill("/text?lang=kk")},
	{route: "GET /bills/:id/news", target: targetPage, ask: ofBill("/news")},
	{route: "GET /bills/:id/note", target: targetPage, ask: ofBill("/note")},
	{route: "GET /bills/:id/remarks", target: targetPage, ask: ofBill("/remarks")},
	{route: "GET /public/bills/:id", target: targetPage, ask: func(r *httpRun, _ int) (string, any) { return "/public/bills/" + r.public + "?lang=ru", nil }},
	{route: "GET /proposals", what: "of the whole group", target: targetPage, ask: plain("/proposals")},
	{route: "GET /proposals/:id", target: targetPage, ask: ofProposal("")},
	{route: "GET /proposals/:id/effect", target: targetPage, ask: ofProposal("/effect")},
	{route: "GET /proposals/:id/history", target: targetPage, ask: ofProposal("/history?limit=100")},
	{route: "GET /proposals/:id/authors", target: targetPage, ask: ofProposal("/authors?part=wording&lang=ru")},
	{route: "GET /proposals/:id/alternatives", target: targetPage, ask: ofProposal("/alternatives")},
	{route: "GET /proposals/:id/readers", target: targetPage, ask: ofProposal("/readers")},
	{route: "GET /proposals/:id/since", target: targetPage, ask: ofProposal("/since?seq=0")},
	{route: "GET /proposals/:id/comments/:comment/texts", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		return r.threads[n%len(r.threads)].path() + "/texts", nil
	}},
	{route: "GET /proposals/:id/comments/:comment/replies/:reply/texts", target: targetPage, ask: func(r *httpRun, _ int) (string, any) {
		return r.threads[0].path() + "/replies/" + r.reply + "/texts", nil
	}},
	{route: "GET /round-tables", target: targetPage, ask: plain("/round-tables")},
	{route: "GET /round-tables/:id", target: targetPage, ask: eachOf("/round-tables/", roundTables, "")},
	{route: "GET /guest/:token", target: targetPage, ask: func(r *httpRun, _ int) (string, any) { return "/guest/" + r.guestLink, nil }},
	{route: "GET /notifications", target: targetPage, ask: plain("/notifications?limit=30")},
	{route: "GET /preferences", target: targetPage, ask: plain("/preferences")},
	{route: "GET /members", target: targetPage, ask: plain("/members")},
	{route: "GET /members/:id/access", target: targetPage, organiser: true, ask: func(r *httpRun, n int) (string, any) {
		return "/members/" + r.members[n%len(r.members)] + "/access", nil
	}},
	{route: "GET /invitations", target: targetPage, organiser: true, ask: plain("/invitations")},
	{route: "GET /sessions", target: targetPage, ask: plain("/sessions")},
	{route: "GET /access", target: targetPage, ask: plain("/access")},
	{route: "GET /audit", target: targetPage, organiser: true, ask: plain("/audit")},
	{route: "GET /audit.csv", target: targetFile, organiser: true, ask: plain("/audit.csv")},
	{route: "GET /files/:id/:name", what: "of 1 MB", target: targetPage, ask: func(r *httpRun, _ int) (string, any) { return "/files/" + r.file + "/name.txt", nil }},
}

// unwalked are the reading routes that are not walked, each with the reason.
var unwalked = map[string]string{
	"GET //live":              "a socket; bench live measures it",
	"GET /invitations/:token": "a secret link that opens once",
	"GET /resets/:token":      "a secret link that opens once",
	"GET /unsubscribe/:token": "leads to a page and does nothing",
	"GET /provider/back":      "needs a provider of sign-in",
	"GET /papers/:file":       "walked paper by paper",
	"GET /papers/preview":     "walked paper by paper",
}

// paperRoutes gives the preview of every paper, and the table of a bill as files.
func paperRoutes() (routes []httpRoute) {
	of := func(name proposals.PaperName) func(r *httpRun, n int) string {
		switch name {
		case proposals.PaperProgramme, proposals.PaperParticipants, proposals.PaperBadges, proposals.PaperNamePlates, proposals.PaperMinutes, proposals.PaperGuestPoster:
			return func(r *httpRun, n int) string { return "roundTable=" + r.roundTables[n%len(r.roundTables)] }
		}
		return func(r *httpRun, n int) string { return "bill=" + r.bills[n%len(r.bills)] }
	}
	for _, name := range proposals.Papers() {
		routes = append(routes, httpRoute{route: "GET /papers/preview", what: string(name), target: targetPage, dear: true, organiser: name == proposals.PaperGuestPoster,
			ask: func(r *httpRun, n int) (string, any) {
				return fmt.Sprintf("/papers/preview?name=%s&lang=ru&%s", name, of(name)(r, n)), nil
			}})
	}
	for _, file := range []string{"comparison-table.pdf", "comparison-table.docx", "bill-text.docx"} {
		routes = append(routes, httpRoute{route: "GET /papers/:file", what: file + " of a bill", target: targetFile, dear: true,
			ask: func(r *httpRun, n int) (string, any) {
				return "/papers/" + file + "?lang=ru&bill=" + r.bills[n%len(r.bills)], nil
			}})
	}
	return routes
}

// httpWrites are the common commands.
var httpWrites = []httpRoute{
	{route: "POST /proposals/:id/comments", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		return "/proposals/" + r.proposals[n%len(r.proposals)] + "/comments", map[string]any{"id": newID(), "body": "Уточнить срок и того, кто отвечает."}
	}},
	{route: "POST /proposals/:id/comments/:comment/replies", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		return r.threads[n%len(r.threads)].path() + "/replies", map[string]any{"id": newID(), "body": "Согласны."}
	}},
	{route: "POST /proposals/:id/comments/:comment/resolve", target: targetPage, organiser: true, ask: func(r *httpRun, n int) (string, any) {
		return r.threads[n%len(r.threads)].path() + "/resolve", map[string]any{"outcome": "accepted"}
	}},
	{route: "POST /proposals/:id/comments/:comment/reopen", target: targetPage, organiser: true, ask: func(r *httpRun, n int) (string, any) {
		return r.threads[n%len(r.threads)].path() + "/reopen", map[string]any{}
	}},
	{route: "POST /proposals", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		return "/proposals", map[string]any{"bill": r.bills[n%len(r.bills)], "act": r.code, "kind": "amend", "target": fmt.Sprintf("art_%d", n%codeArticles+1)}
	}},
	{route: "POST /proposals/:id/share", target: targetPage, organiser: true, prepare: (*httpRun).openProposal, ask: func(r *httpRun, _ int) (string, any) {
		return "/proposals/" + r.opened + "/share", map[string]any{}
	}},
	{route: "POST /proposals/:id/status", target: targetPage, organiser: true, ask: func(r *httpRun, n int) (string, any) {
		return "/proposals/" + r.proposals[n/2%len(r.proposals)] + "/status", map[string]any{"step": []string{"agree", "reopen"}[n%2], "reason": ""}
	}},
	{route: "POST /redline", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		one := r.texts[n%len(r.texts)]
		return "/redline", map[string]any{"old": one.Current, "new": one.Proposed}
	}},
	{route: "POST /instructions", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		one := r.texts[n%len(r.texts)]
		return "/instructions", map[string]any{"act": r.code, "lang": "ru", "old": one.Current, "new": one.Proposed}
	}},
	{route: "PUT /proposals/:id/citations/:citation", target: targetPage, ask: func(r *httpRun, n int) (string, any) {
		return "/proposals/" + r.proposals[n%len(r.proposals)] + "/citations/" + newID(), map[string]any{"treaty": map[string]string{"ru": "Протокол"},
			"article": map[string]string{"ru": "статья 6"}, "before": "none", "after": "full"}
	}},
	{route: "POST /bills/:id/visit", target: targetPage, dear: true, ask: func(r *httpRun, n int) (string, any) {
		return "/bills/" + r.bills[n%len(r.bills)] + "/visit", map[string]any{"seen": r.seen[r.bills[n%len(r.bills)]]}
	}},
	{route: "POST /notifications/read", target: targetPage, ask: func(*httpRun, int) (string, any) { return "/notifications/read", map[string]any{} }},
	{route: "PUT /preferences", target: targetPage, dear: true, ask: func(_ *httpRun, n int) (string, any) {
		return "/preferences", map[string]any{"email": "", "digest": "off", "hour": n % 24, "lang": "ru"}
	}},
	{route: "POST /round-tables", target: targetPage, organiser: true, ask: func(r *httpRun, n int) (string, any) {
		return "/round-tables", map[string]any{"title": map[string]string{"ru": "Стол"}, "date": "2026-12-10", "proposals": r.proposals[:min(len(r.proposals), 40)]}
	}},
	{route: "POST /round-tables/:id/participants/:participant/presence", target: targetPage, organiser: true, ask: func(r *httpRun, n int) (string, any) {
		return "/round-tables/" + r.roundTables[0] + "/participants/" + r.participants[n/2%len(r.participants)] + "/presence", map[string]any{"present": n%2 == 0}
	}},
}

// thread is a comment and where it stands.
type thread struct{ proposal, comment string }

func (t thread) path() string { return "/proposals/" + t.proposal + "/comments/" + t.comment }

// allHTTPRoutes are all that are walked, in the order of the table.
func allHTTPRoutes() []httpRoute {
	routes := append([]httpRoute{}, httpReads...)
	routes = append(routes, paperRoutes()...)
	return append(routes, httpWrites...)
}

// method is the route's: GET, POST …
func (h httpRoute) method() string {
	method, _, _ := strings.Cut(h.route, " ")
	return method
}

// reads says whether a route changes nothing.
func (h httpRoute) reads() bool { return h.method() == http.MethodGet }

package main

import (
	"net/http"
	"strings"
	"time"
)

// Round tables and what is printed.
func init() {
	accessRowsOf(
		accessRow{route: "GET /round-tables", ask: at("/round-tables", nil), may: members},
		accessRow{route: "POST /round-tables", ask: at("/round-tables", map[string]any{"title": map[string]string{"ru": "Стол"}, "date": "2026-12-10"}), may: organisers, others: http.StatusForbidden},
		accessRow{route: "GET /round-tables/:id", ask: func(g *ground, _ visitor) call { return call{"/round-tables/" + g.roundTable, nil} }, may: members},
		accessRow{route: "GET /guest/:token", ask: func(g *ground, _ visitor) call { return call{"/guest/" + g.meeting().token, nil} }, may: anybody},
		accessRow{route: "POST /guest/:token/remarks", ask: func(g *ground, _ visitor) call {
			return call{"/guest/" + g.meeting().token + "/remarks", map[string]string{"id": g.fresh(), "name": "Гость", "body": "Замечание.", "lang": "ru"}}
		}, may: anybody},

		accessRow{route: "GET /papers/preview", what: "of a draft", ask: func(g *ground, _ visitor) call {
			return call{"/papers/preview?name=comparison-table&proposal=" + idIn(g.draft()), nil}
		}, may: authors, others: http.StatusNotFound},
		accessRow{route: "GET /papers/:file", what: "of a draft", ask: func(g *ground, _ visitor) call {
			return call{"/papers/comparison-table.pdf?proposal=" + idIn(g.draft()), nil}
		}, may: authors, others: http.StatusNotFound},
		accessRow{route: "GET /papers/:file", what: "in discussion", ask: func(g *ground, _ visitor) call {
			return call{"/papers/comparison-table.docx?proposal=" + idIn(g.shared()), nil}
		}, may: members},
	)
}

// meeting is a round table of today that sits: with a guests' link, a remark that waits and one that was let in, an open vote, and
// everybody of the group on its list of participants and present.
type meeting struct{ path, proposal, token, file string }

func (g *ground) meeting() meeting {
	proposal := idIn(g.shared())
	today := time.Now().UTC().Add(5 * time.Hour).Format(time.DateOnly)
	m := meeting{proposal: proposal, path: "/round-tables/" + get[tableBody](g.site, "POST", "/api/round-tables", string(organiser),
		map[string]any{"title": map[string]string{"ru": "Стол"}, "date": today, "proposals": []string{proposal}}).RoundTable.ID}
	do := func(method, rest string, body any) tableBody {
		return get[tableBody](g.site, method, "/api"+m.path+rest, string(organiser), body)
	}
	do("PUT", "/participants/someone", map[string]string{"name": "Гость"})
	for _, p := range do("POST", "/participants/all", nil).RoundTable.Participants {
		do("POST", "/participants/"+p.ID+"/presence", map[string]bool{"present": true})
	}
	do("POST", "/open", nil)
	m.token = do("POST", "/guests", nil).RoundTable.Guests.Token
	for _, id := range []string{"remark-waits", "remark-is-in"} {
		get[any](g.site, "POST", "/api/guest/"+m.token+"/remarks", "", map[string]string{"id": id, "name": "Гость", "body": "Замечание.", "lang": "ru"})
	}
	do("POST", "/remarks/remark-is-in/admit", nil)
	do("PUT", "/votes/hands", map[string]any{"item": proposal, "question": map[string]string{"ru": "Принять?"}, "voters": "person"})
	m.file = g.brought(organiser)
	do("POST", "/materials", map[string]string{"file": m.file})
	return m
}

// me gives a visitor's own place on the list of participants; who is no member names somebody else's.
func (g *ground) me(m meeting, v visitor) string {
	if v == nobody || v == guestOf {
		v = author
	}
	return get[tableBody](g.site, "GET", "/api"+m.path, string(v), nil).RoundTable.Me
}

// brought gives the id of a file that a visitor has brought and nothing names.
func (g *ground) brought(v visitor) string {
	return readAs[fileBody](g.t, g.bring(string(v), "/api/files", "Справка "+g.fresh(), nil), http.StatusCreated).File.ID
}

// What is done at a round table: an organiser leads it, everybody says of himself that he is there, and votes.
func init() {
	const table = "/round-tables/:id"
	led := func(route, rest string, body any) {
		method, pattern, _ := strings.Cut(route, " ")
		accessRowsOf(accessRow{route: method + " " + table + pattern, ask: func(g *ground, _ visitor) call {
			m := g.meeting()
			return call{m.path + rest, body}
		}, may: organisers, others: http.StatusForbidden})
	}
	ru := func(words string) map[string]string { return map[string]string{"ru": words} }
	led("PUT /head", "/head", map[string]any{"title": ru("Другой стол"), "date": "2026-12-12"})
	led("PUT /participants/:participant", "/participants/another", map[string]string{"name": "Ещё гость"})
	led("DELETE /participants/:participant", "/participants/someone", nil)
	led("POST /participants/all", "/participants/all", nil)
	led("POST /open", "/open", nil)
	led("POST /current", "/current", map[string]string{"item": ""})
	led("POST /timer", "/timer", map[string]any{"speaker": "Гость", "seconds": 60})
	led("DELETE /timer", "/timer", nil)
	led("POST /guests", "/guests", nil)
	led("DELETE /guests", "/guests", nil)
	led("POST /remarks/:remark/admit", "/remarks/remark-waits/admit", nil)
	led("POST /remarks/:remark/refuse", "/remarks/remark-waits/refuse", nil)
	led("POST /remarks/:remark/answer", "/remarks/remark-is-in/answer", map[string]string{"outcome": "noted"})
	led("POST /votes/:vote/close", "/votes/hands/close", nil)
	of := func(route, what string, ask func(g *ground, m meeting, v visitor) call, may []visitor, others int) {
		accessRowsOf(accessRow{route: route, what: what, ask: func(g *ground, v visitor) call { return ask(g, g.meeting(), v) }, may: may, others: others})
	}
	of("PUT "+table+"/agenda", "", func(_ *ground, m meeting, _ visitor) call {
		return call{m.path + "/agenda", map[string]any{"seq": 1, "agenda": []any{map[string]any{"id": m.proposal, "proposals": []string{m.proposal}}, map[string]any{"id": "break", "title": ru("Перерыв")}}}}
	}, organisers, http.StatusForbidden)
	of("POST "+table+"/materials", "", func(g *ground, m meeting, v visitor) call {
		if v != author && v != organiser && v != member && v != lawyer {
			v = organiser
		}
		return call{m.path + "/materials", map[string]any{"file": g.brought(v), "title": ru("Справка")}}
	}, organisers, http.StatusForbidden)
	of("DELETE "+table+"/materials/:file", "", func(_ *ground, m meeting, _ visitor) call { return call{m.path + "/materials/" + m.file, nil} }, organisers, http.StatusForbidden)
	of("POST "+table+"/close", "", func(g *ground, m meeting, _ visitor) call {
		get[any](g.site, "POST", "/api"+m.path+"/votes/hands/close", string(organiser), nil)
		return call{m.path + "/close", nil}
	}, organisers, http.StatusForbidden)
	of("PUT "+table+"/votes/:vote", "", func(g *ground, m meeting, _ visitor) call {
		get[any](g.site, "POST", "/api"+m.path+"/votes/hands/close", string(organiser), nil)
		return call{m.path + "/votes/more", map[string]any{"item": m.proposal, "question": ru("И это?"), "voters": "organisation"}}
	}, organisers, http.StatusForbidden)
	of("PUT "+table+"/decisions/:decision", "", func(_ *ground, m meeting, _ visitor) call {
		return call{m.path + "/decisions/one", map[string]any{"item": m.proposal, "proposal": m.proposal, "outcome": "agree", "text": ru("Согласиться.")}}
	}, organisers, http.StatusForbidden)
	presence, voice := map[string]bool{"present": false}, map[string]string{"choice": "for"}
	of("POST "+table+"/participants/:participant/presence", "another's", func(_ *ground, m meeting, _ visitor) call {
		return call{m.path + "/participants/someone/presence", presence}
	}, organisers, http.StatusForbidden)
	of("POST "+table+"/participants/:participant/presence", "one's own", func(g *ground, m meeting, v visitor) call {
		return call{m.path + "/participants/" + g.me(m, v) + "/presence", presence}
	}, members, 0)
	of("PUT "+table+"/votes/:vote/ballots/:voter", "another's", func(_ *ground, m meeting, _ visitor) call {
		return call{m.path + "/votes/hands/ballots/someone", voice}
	}, organisers, http.StatusForbidden)
	of("PUT "+table+"/votes/:vote/ballots/:voter", "one's own", func(g *ground, m meeting, v visitor) call {
		return call{m.path + "/votes/hands/ballots/" + g.me(m, v), voice}
	}, members, 0)
	of("GET /files/:id/:name", "handed out", func(_ *ground, m meeting, _ visitor) call { return call{"/files/" + m.file + "/name.txt", nil} }, members, 0)
	accessRowsOf(
		accessRow{route: "POST /files", ask: func(g *ground, _ visitor) call {
			return call{"/files", map[string]string{"file": "Справка " + g.fresh()}}
		}, may: workers, others: http.StatusForbidden},
		accessRow{route: "GET /files/:id/:name", what: "just brought", ask: func(g *ground, _ visitor) call { return call{"/files/" + g.brought(author) + "/name.txt", nil} }, may: authors, others: http.StatusNotFound},
	)
}

package main

import "net/http"

// What practice says for a proposal, the norms that it cites, a bill's own texts and its public page.
func init() {
	for _, one := range []struct {
		name, place string
		body        any
	}{{"evidence", "/evidence/practice-1", someEvidence}, {"citation", "/citations/practice-1", someCitation}} {
		route := map[string]string{"evidence": "/proposals/:id/evidence/:evidence", "citation": "/proposals/:id/citations/:citation"}[one.name]
		brought := func(g *ground, _ visitor) call { // by the member, so that the others change what is another's
			path := g.shared()
			get[any](g.site, "PUT", "/api"+path+one.place, string(member), one.body)
			return call{path + one.place, one.body}
		}
		accessRowsOf(
			accessRow{route: "PUT " + route, what: "of a draft", ask: func(g *ground, _ visitor) call { return call{g.draft() + one.place, one.body} }, may: authors, others: http.StatusNotFound},
			accessRow{route: "PUT " + route, what: "in discussion", ask: func(g *ground, _ visitor) call { return call{g.shared() + one.place, one.body} }, may: workers, others: http.StatusForbidden},
			accessRow{route: "PUT " + route, what: "of the member", ask: brought, may: []visitor{author, organiser, member, lawyer}, others: http.StatusForbidden},
			accessRow{route: "DELETE " + route, ask: brought, may: []visitor{author, organiser, member, lawyer}, others: http.StatusForbidden},
		)
	}
	bill := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{"/bills/" + g.bill + rest, body} }
	}
	published := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{"/bills/" + g.published() + rest, body} }
	}
	public := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{"/public/bills/" + g.published() + rest, body} }
	}
	closed := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call {
			get[any](g.site, "DELETE", "/api/bills/"+g.bill+"/publication", string(organiser), nil)
			return call{"/public/bills/" + g.bill + rest, body}
		}
	}
	accessRowsOf(
		accessRow{route: "PUT /bills/:id/summary", ask: bill("/summary", map[string]any{"summary": map[string]string{"ru": "Коротко."}}), may: workers, others: http.StatusForbidden},
		accessRow{route: "GET /bills/:id/note", ask: bill("/note", nil), may: members},
		accessRow{route: "PUT /bills/:id/note/:section", ask: bill("/note/need", map[string]any{"text": map[string]string{"ru": "Норма не работает."}}), may: workers, others: http.StatusForbidden},
		accessRow{route: "POST /bills/:id/publication", ask: bill("/publication", nil), may: organisers, others: http.StatusForbidden},
		accessRow{route: "DELETE /bills/:id/publication", ask: bill("/publication", nil), may: organisers, others: http.StatusForbidden},
		accessRow{route: "GET /bills/:id/remarks", ask: bill("/remarks", nil), may: members},
		accessRow{route: "POST /bills/:id/remarks/:remark/refuse", ask: published("/remarks/remark-1/refuse", nil), may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /bills/:id/remarks/:remark/admit", ask: published("/remarks/remark-1/admit", nil), may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /bills/:id/remarks/:remark/answer", ask: published("/remarks/remark-1/answer", map[string]string{"outcome": "noted"}), may: lawyers, others: http.StatusForbidden},
		accessRow{route: "GET /public/bills/:id", what: "that is open", ask: public("", nil), may: anybody},
		accessRow{route: "GET /public/bills/:id", what: "that is closed", ask: closed("", nil), may: anybody, answers: http.StatusNotFound},
		// Under the id of the remark that is there: the address of the test may send five an hour.
		accessRow{route: "POST /public/bills/:id/remarks", what: "that is open", ask: public("/remarks", saidInPublic), may: anybody, answers: http.StatusAccepted},
		accessRow{route: "POST /public/bills/:id/remarks", what: "that is closed", ask: closed("/remarks", saidInPublic), may: anybody, answers: http.StatusNotFound},
	)
}

// saidInPublic is a remark of the public.
var saidInPublic = map[string]string{"id": "remark-1", "name": "Ержан", "body": "Нужен срок.", "lang": "ru"}

// published gives a bill whose page is open to the public, with a remark on it that an organiser let in.
func (g *ground) published() string {
	if g.public == "" {
		g.public = get[struct{ Bill struct{ ID string } }](g.site, "POST", "/api/bills", string(organiser), map[string]any{"title": map[string]string{"ru": "Об открытом"}}).Bill.ID
		get[any](g.site, "POST", "/api/bills/"+g.public+"/publication", string(organiser), nil)
		get[any](g.site, "POST", "/api/public/bills/"+g.public+"/remarks", "", saidInPublic)
		get[any](g.site, "POST", "/api/bills/"+g.public+"/remarks/remark-1/admit", string(organiser), nil)
	}
	return g.public
}

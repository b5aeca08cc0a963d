package main

import (
	"net/http"
	"strings"
)

// Members, organisations and invitations.
func init() {
	organisation := map[string]any{"name": map[string]string{"ru": "Фонд"}, "kind": "ngo", "city": "Семей"}
	accessRowsOf(
		accessRow{route: "GET /members", ask: at("/members", nil), may: members},
		accessRow{route: "PUT /members/:id", what: "his own", ask: func(g *ground, _ visitor) call {
			m := g.group().login(g.t, string(author))
			return call{"/members/" + m.ID, map[string]any{"name": m.Name, "city": "Орал", "organisation": m.Organisation}}
		}, may: []visitor{author, organiser}, others: http.StatusForbidden},
		accessRow{route: "POST /members/:id/role", ask: func(g *ground, _ visitor) call {
			return call{"/members/" + g.joined() + "/role", map[string]string{"role": "lawyer"}}
		}, may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /members/:id/deactivate", ask: func(g *ground, _ visitor) call { return call{"/members/" + g.joined() + "/deactivate", nil} }, may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /members/:id/reactivate", ask: func(g *ground, _ visitor) call { return call{"/members/" + g.joined() + "/reactivate", nil} }, may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /organisations", ask: at("/organisations", organisation), may: organisers, others: http.StatusForbidden},
		accessRow{route: "PUT /organisations/:id", ask: func(g *ground, _ visitor) call {
			return call{"/organisations/" + g.group().Organisations[0].ID, organisation}
		}, may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /people/import", ask: at("/people/import", map[string]string{"file": officeList, "commit": "yes"}), may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /invitations/bulk", ask: at("/invitations/bulk", map[string]any{"invitations": []any{map[string]string{"role": "member", "name": "Гость Второй"}}}), may: organisers, others: http.StatusForbidden},
		accessRow{route: "GET /invitations", ask: at("/invitations", nil), may: organisers, others: http.StatusForbidden},
		accessRow{route: "POST /invitations/:id/renew", ask: func(g *ground, _ visitor) call { return call{"/invitations/" + g.pending() + "/renew", nil} }, may: organisers, others: http.StatusForbidden},
		accessRow{route: "DELETE /invitations/:id", ask: func(g *ground, _ visitor) call { return call{"/invitations/" + g.pending(), nil} }, may: organisers, others: http.StatusForbidden},
	)
}

// joined gives the id of a member who has just come.
func (g *ground) joined() string {
	login := g.fresh()
	return get[struct{ Member memberBody }](g.site, "POST", "/api/invitations/"+g.invitation(), "", map[string]string{"login": login, "name": "Новый " + login, "password": "a new password"}).Member.ID
}

// pending gives the id of an invitation that nobody has accepted.
func (g *ground) pending() string {
	name := "Ждут " + strings.ToUpper(g.fresh())
	get[any](g.site, "POST", "/api/invitations", string(organiser), map[string]string{"role": "member", "name": name})
	for _, i := range get[pendingBody](g.site, "GET", "/api/invitations", string(organiser), nil).Invitations {
		if i.Name == name {
			return i.ID
		}
	}
	g.t.Fatal("the invitation is not among those that wait")
	return ""
}

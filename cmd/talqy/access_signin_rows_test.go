package main

import (
	"net/http"
	"strings"
)

// What accounts are entered with: sessions, new passwords, second factors, the provider.
func init() {
	proof := func(v visitor) map[string]string {
		if v == observer {
			return map[string]string{"password": "correct horse"}
		}
		return map[string]string{"password": demoPassword}
	}
	own := func(path string) func(*ground, visitor) call {
		return func(_ *ground, v visitor) call { return call{path, proof(v)} }
	}
	of := func(rest string) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{"/members/" + g.joined() + rest, nil} }
	}
	link := func(g *ground) string {
		made := get[struct{ URL string }](g.site, "POST", "/api/members/"+g.joined()+"/reset", string(organiser), nil)
		return "/resets/" + strings.TrimPrefix(made.URL, "/reset/")
	}
	accessRowsOf(
		accessRow{route: "GET /sign-in", ask: at("/sign-in", nil), may: anybody},
		accessRow{route: "GET /sessions", ask: at("/sessions", nil), may: members},
		accessRow{route: "DELETE /sessions", ask: at("/sessions?which=others", nil), may: members},
		accessRow{route: "DELETE /sessions/:session", what: "one's own", ask: func(g *ground, v visitor) call {
			login := string(v)
			if v == observer {
				login = "guest"
			}
			if v == nobody || v == guestOf {
				return call{"/sessions/unknown", nil}
			}
			return call{"/sessions/" + g.session(login, proof(v)["password"]), nil}
		}, may: members},
		accessRow{route: "DELETE /sessions/:session", what: "another member's", ask: func(g *ground, v visitor) call {
			whose := member
			if v == member {
				whose = lawyer
			}
			return call{"/sessions/" + g.session(string(whose), demoPassword), nil}
		}, others: http.StatusNotFound},
		// This server sends no letters.
		accessRow{route: "POST /resets", ask: at("/resets", map[string]string{"login": "marina"}), may: anybody, answers: http.StatusNotFound},
		accessRow{route: "GET /resets/:token", ask: func(g *ground, _ visitor) call { return call{link(g), nil} }, may: anybody},
		accessRow{route: "POST /resets/:token", ask: func(g *ground, _ visitor) call {
			return call{link(g), map[string]string{"password": "quite another one"}}
		}, may: anybody},
		accessRow{route: "POST /members/:id/reset", ask: of("/reset"), may: organisers, others: http.StatusForbidden},
		accessRow{route: "GET /members/:id/access", ask: of("/access"), may: organisers, others: http.StatusForbidden},
		// There is no factor to take away, which is told to who might.
		accessRow{route: "DELETE /members/:id/factor", ask: of("/factor"), may: organisers, answers: http.StatusUnprocessableEntity, others: http.StatusForbidden},
		accessRow{route: "GET /access", ask: at("/access", nil), may: members},
		accessRow{route: "POST /access/factor", ask: own("/access/factor"), may: members},
		accessRow{route: "PUT /access/factor", ask: at("/access/factor", map[string]string{"ticket": "made up", "code": "123456"}), may: members, answers: http.StatusUnprocessableEntity},
		accessRow{route: "DELETE /access/factor", ask: own("/access/factor"), may: members, answers: http.StatusUnprocessableEntity},
		accessRow{route: "POST /access/codes", ask: own("/access/codes"), may: members, answers: http.StatusUnprocessableEntity},
		// No provider is configured.
		accessRow{route: "POST /access/provider", ask: own("/access/provider"), may: members, answers: http.StatusNotFound},
		accessRow{route: "DELETE /access/provider", ask: own("/access/provider"), may: members},
		accessRow{route: "POST /provider", ask: at("/provider", map[string]string{"to": "/"}), may: anybody, answers: http.StatusNotFound},
		accessRow{route: "GET /provider/back", ask: at("/provider/back?state=x&code=y", nil), may: anybody, answers: http.StatusSeeOther},
	)
}

// session signs somebody in at one more browser and gives the id of that session.
func (g *ground) session(login, password string) string {
	cookie := sessionOf(g.do("POST", "/api/session", "", map[string]string{"login": login, "password": password}))
	g.cookies["one more browser"] = cookie
	for _, s := range get[sessionsBody](g.site, "GET", "/api/sessions", "one more browser", nil).Sessions {
		if s.Current {
			return s.ID
		}
	}
	g.t.Fatalf("the session of %s is not in the list", login)
	return ""
}

type sessionsBody struct {
	Sessions []struct {
		ID, Seen, Agent, Address string
		Current, Provider        bool
	}
}

package main

import "net/http"

// The page, signing in, invitations, and what each member has for himself.
func init() {
	accessRowsOf(
		accessRow{route: "GET //*", ask: at("//acts", nil), may: anybody},
		accessRow{route: "GET //healthz", ask: at("//healthz", nil), may: anybody},
		accessRow{route: "GET //readyz", ask: at("//readyz", nil), may: anybody},
		// A request that asks for no websocket; TestAccessOfTheSocket asks for one.
		accessRow{route: "GET //live", ask: at("//live", nil), may: members, answers: http.StatusUpgradeRequired},

		accessRow{route: "GET /session", ask: at("/session", nil), may: members},
		accessRow{route: "POST /session", ask: at("/session", map[string]string{"login": "marina", "password": demoPassword}), may: anybody},
		accessRow{route: "DELETE /session", ask: at("/session", nil), may: anybody, after: func(g *ground, v visitor) {
			switch v {
			case author, organiser, member, lawyer:
				g.signIn(string(v))
			case observer:
				g.cookies[string(v)] = sessionOf(g.do("POST", "/api/session", "", map[string]string{"login": "guest", "password": "correct horse"}))
			}
		}},
		accessRow{route: "PUT /session/password", ask: func(_ *ground, v visitor) call {
			password := demoPassword
			if v == observer {
				password = "correct horse"
			}
			return call{"/session/password", map[string]string{"present": password, "password": password}}
		}, may: members},

		accessRow{route: "POST /invitations", ask: at("/invitations", map[string]string{"role": "member", "name": "Гость"}), may: organisers, others: http.StatusForbidden},
		accessRow{route: "GET /invitations/:token", ask: func(g *ground, _ visitor) call { return call{"/invitations/" + g.invitation(), nil} }, may: anybody},
		accessRow{route: "POST /invitations/:token", ask: func(g *ground, _ visitor) call {
			return call{"/invitations/" + g.invitation(), map[string]string{"login": g.fresh(), "name": "Новый", "password": "a new password"}}
		}, may: anybody},

		accessRow{route: "GET /notifications", ask: at("/notifications", nil), may: members},
		accessRow{route: "POST /notifications/read", ask: at("/notifications/read", map[string]any{"items": []any{}}), may: members},
		accessRow{route: "GET /preferences", ask: at("/preferences", nil), may: members},
		accessRow{route: "PUT /preferences", ask: at("/preferences", map[string]any{"digest": "off", "hour": 9, "lang": "ru"}), may: members},
		// The link of a letter is its own authority: a mail program follows it without a session (RFC 8058).
		accessRow{route: "GET /unsubscribe/:token", ask: at("/unsubscribe/unknown", nil), may: anybody, answers: http.StatusSeeOther},
		accessRow{route: "POST /unsubscribe/:token", ask: func(g *ground, _ visitor) call { return call{"/unsubscribe/" + g.unsubscribing(), nil} }, may: anybody},
	)
}

// sessionOf gives the cookie of the session that an answer begins.
func sessionOf(a answer) string {
	for _, c := range a.cookies {
		if c.Name == "talqy_session" {
			return c.Name + "=" + c.Value
		}
	}
	return ""
}

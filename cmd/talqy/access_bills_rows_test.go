package main

import "net/http"

// Bills and the group's people.
func init() {
	bill := func(rest string, body any) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{"/bills/" + g.bill + rest, body} }
	}
	accessRowsOf(
		accessRow{route: "GET /bills", ask: at("/bills", nil), may: members},
		accessRow{route: "POST /bills", ask: at("/bills", map[string]any{"title": map[string]string{"ru": "О доступе"}}), may: workers, others: http.StatusForbidden},
		accessRow{route: "GET /bills/:id", ask: bill("", nil), may: members},
		accessRow{route: "GET /bills/:id/text", ask: bill("/text?lang=ru", nil), may: members},
		accessRow{route: "PUT /bills/:id/entry", ask: bill("/entry", map[string]any{"entry": map[string]string{"ru": ""}}), may: workers, others: http.StatusForbidden},
		accessRow{route: "GET /bills/:id/news", ask: bill("/news", nil), may: members},
		accessRow{route: "POST /bills/:id/visit", ask: bill("/visit", map[string]any{"seen": map[string]int{}}), may: members},
	)
}

package main

import "net/http"

func init() {
	// Every proposal of the table is for the same article, so one file answers them all: printing is dear.
	var content string
	file := func(g *ground, path string) map[string]string {
		if content == "" {
			content = string(g.answered(string(author), idIn(path)))
		}
		return map[string]string{"file": content, "changes": "[1]"}
	}
	for _, route := range []string{"/tracked", "/tracked/accept"} {
		accessRowsOf(
			accessRow{route: "POST /proposals/:id" + route, what: "on a draft", ask: func(g *ground, _ visitor) call {
				path := g.draft()
				return call{path + route, file(g, path)}
			}, may: authors, others: http.StatusNotFound},
			accessRow{route: "POST /proposals/:id" + route, what: "in discussion", ask: func(g *ground, _ visitor) call {
				path := g.shared()
				return call{path + route, file(g, path)}
			}, may: workers, others: http.StatusForbidden},
		)
	}
}

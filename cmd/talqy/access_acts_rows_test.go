package main

import (
	"net/http"
	"os"
	"strings"
)

// The library of acts, and looking for things.
func init() {
	act := func(rest string) func(*ground, visitor) call {
		return func(g *ground, _ visitor) call { return call{"/acts/" + g.law + rest, nil} }
	}
	law := map[string]string{"file": "Статья 1. Цель\n1. Закон помогает пострадавшим.\n\nСтатья 2. Приют\n1. Приют принимает всех.\n", "lang": "ru"}
	accessRowsOf(
		accessRow{route: "GET /acts", ask: at("/acts", nil), may: members},
		accessRow{route: "POST /acts", ask: at("/acts", law), may: workers, others: http.StatusForbidden},
		accessRow{route: "GET /acts/:id", ask: act(""), may: members},
		accessRow{route: "PUT /acts/:id/title", ask: func(g *ground, _ visitor) call {
			return call{"/acts/" + g.loaded() + "/title", map[string]string{"lang": "ru", "title": "О приютах (" + g.fresh() + ")"}}
		}, may: workers, others: http.StatusForbidden},
		accessRow{route: "GET /acts/:id/expressions/:lang", ask: act("/expressions/ru"), may: members},
		accessRow{route: "GET /acts/:id/editions", ask: act("/editions"), may: members},
		accessRow{route: "GET /acts/:id/editions/changes", ask: func(g *ground, _ visitor) call {
			id := g.loaded()
			read := func() string {
				list := get[struct{ Editions []struct{ ID string } }](g.site, "GET", "/api/acts/"+id+"/editions", string(author), nil).Editions
				return list[len(list)-1].ID
			}
			from := read()
			g.upload(string(author), "law.txt", strings.Replace(editionRu, "тридцати", "шестидесяти", 1), map[string]string{"act": id, "edition": "2026-12-01"})
			return call{"/acts/" + id + "/editions/changes?from=" + from + "&to=" + read(), nil}
		}, may: members},
		accessRow{route: "GET /acts/:id/akn", ask: act("/akn?lang=ru"), may: members},
		accessRow{route: "GET /acts/:id/alignment", ask: act("/alignment"), may: members},
		accessRow{route: "GET /acts/:id/search", ask: act("/search?lang=ru&q=%D0%BF%D1%80%D0%B8%D1%8E%D1%82"), may: members},
		accessRow{route: "POST /acts/:id/amendments", ask: func(g *ground, _ visitor) call {
			return call{"/acts/" + g.law + "/amendments", map[string]string{"file": g.amendingLaw()}}
		}, may: members}, // reads and changes nothing
		accessRow{route: "POST /acts/:id/amendments/accept", ask: func(g *ground, _ visitor) call {
			// Who is let in is told that another edition was looked at: nothing is brought in, and the act stays for the others.
			return call{"/acts/" + g.law + "/amendments/accept", map[string]string{"file": g.amendingLaw(), "instructions": "[1]", "base": "x"}}
		}, may: workers, others: http.StatusForbidden, answers: http.StatusConflict},
		accessRow{route: "GET /home", ask: at("/home", nil), may: members},
		accessRow{route: "GET /search", ask: at("/search?q=%D0%BF%D1%80%D0%B8%D1%8E%D1%82", nil), may: members},
		accessRow{route: "POST /redline", ask: at("/redline", map[string]string{"old": "старое", "new": "новое"}), may: members},
		accessRow{route: "POST /instructions", ask: func(g *ground, _ visitor) call {
			return call{"/instructions", map[string]string{"act": g.law, "lang": "ru", "old": "Статья 1. Цель", "new": "Статья 1. Цель"}}
		}, may: members},
	)
}

// loaded gives the id of an act that was just loaded.
func (g *ground) loaded() string {
	return readAs[struct{ Act struct{ ID string } }](g.t, g.upload(string(author), "law.txt", editionRu, nil), http.StatusCreated).Act.ID
}

func (g *ground) amendingLaw() string {
	raw, err := os.ReadFile("../../proposals/testdata/amending.ru.txt")
	if err != nil {
		g.t.Fatal(err)
	}
	return string(raw)
}

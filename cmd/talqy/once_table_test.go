package main

import "net/http"

// atRoundTable prepares a round table and gives the commands there, each on what was prepared for it.
func (w *writing) atRoundTable() []command {
	s := w.s
	shared, postponed := w.shared.Proposal.ID, w.share(w.open("art_1"))
	id := get[tableBody](s, "POST", "/api/round-tables", "aigerim", map[string]any{"title": map[string]string{"ru": "Стол"},
		"date": "2026-12-10", "proposals": []string{shared, postponed}}).RoundTable.ID
	table := "/round-tables/" + id
	at := func(method, route string, body any) tableBody {
		return get[tableBody](s, method, "/api"+table+route, "aigerim", body)
	}
	at("PUT", "/participants/leaver", map[string]string{"name": "Кто уходит"})
	at("PUT", "/participants/voter", map[string]string{"name": "Кто голосует"})
	at("POST", "/participants/voter/presence", map[string]bool{"present": true})
	var files [2]string
	for i, content := range []string{"Программа.", "Памятка."} {
		files[i] = readAs[fileBody](s.t, s.bring("aigerim", "/api/files", content, nil), http.StatusCreated).File.ID
	}
	at("POST", "/materials", map[string]string{"file": files[1]})
	token := at("POST", "/guests", nil).RoundTable.Guests.Token
	for _, remark := range []string{"remark-1", "remark-2", "remark-3"} {
		get[any](s, "POST", "/api/guest/"+token+"/remarks", "", map[string]string{"id": remark, "name": "Гость", "body": "Замечание.", "lang": "ru"})
	}
	at("POST", "/remarks/remark-3/admit", nil)
	ru := func(words string) map[string]string { return map[string]string{"ru": words} }
	row := func(method, route, path string, body any, events int) command {
		return command{method + " /round-tables/:id" + route, table + path, "aigerim", body, events}
	}
	return []command{
		row("PUT", "/head", "/head", map[string]any{"title": ru("Круглый стол"), "date": "2026-12-11", "begins": "10:00"}, 1),
		row("PUT", "/agenda", "/agenda", map[string]any{"seq": 1, "agenda": []any{map[string]any{"id": "item", "title": ru("О паналах"), "proposals": []string{shared, postponed}}}}, 1),
		row("POST", "/participants/all", "/participants/all", nil, 1),
		row("PUT", "/participants/:participant", "/participants/guest", map[string]string{"name": "Гость"}, 1),
		row("DELETE", "/participants/:participant", "/participants/leaver", nil, 1),
		row("POST", "/participants/:participant/presence", "/participants/guest/presence", map[string]bool{"present": true}, 1),
		row("POST", "/materials", "/materials", map[string]any{"file": files[0], "title": ru("Программа")}, 1),
		row("DELETE", "/materials/:file", "/materials/"+files[1], nil, 1),
		row("POST", "/open", "/open", nil, 1),
		row("POST", "/current", "/current", map[string]string{"item": "item"}, 1),
		row("POST", "/timer", "/timer", map[string]any{"speaker": "Гость", "seconds": 300}, 1),
		row("DELETE", "/timer", "/timer", nil, 1),
		row("POST", "/remarks/:remark/admit", "/remarks/remark-1/admit", nil, 1),
		row("POST", "/remarks/:remark/refuse", "/remarks/remark-2/refuse", nil, 1),
		row("POST", "/remarks/:remark/answer", "/remarks/remark-3/answer", map[string]any{"outcome": "rejected", "reason": ru("Уже есть.")}, 1),
		row("PUT", "/votes/:vote", "/votes/hands", map[string]any{"item": "item", "question": ru("Принять?"), "voters": "person"}, 1),
		row("PUT", "/votes/:vote/ballots/:voter", "/votes/hands/ballots/voter", map[string]string{"choice": "for"}, 1),
		row("POST", "/votes/:vote/close", "/votes/hands/close", nil, 1),
		row("PUT", "/decisions/:decision", "/decisions/decided", map[string]any{"item": "item", "proposal": postponed, "outcome": "postpone", "text": ru("Отложить."), "vote": "hands"}, 2),
		row("POST", "/guests", "/guests", nil, 1),
		row("DELETE", "/guests", "/guests", nil, 1),
		row("POST", "/close", "/close", nil, 1),
		{"POST /files", "/files", "aigerim", map[string]string{"file": "Справка о приютах."}, 0},
	}
}

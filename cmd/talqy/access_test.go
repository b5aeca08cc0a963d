package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
)

// The table of who may come in where. Every route that is registered has at least one row; each row is asked as every
// visitor, on things made anew for each, and answers what the row expects. A route without a row fails TestAccessTable.
//
// Where to add a row: the routes of one area are in one file, access_AREA_rows_test.go, each in an init that calls
// accessRowsOf. A new area is a new file; nothing else has to be changed.

// visitor is who asks.
type visitor string

// The visitors. The author is a member whose own the thing is, the member is another one.
const (
	author    visitor = "daniyar"
	organiser visitor = "aigerim"
	member    visitor = "marina"
	lawyer    visitor = "saule"
	observer  visitor = "observer"
	guestOf   visitor = "guest" // holds the link of a round table and sends its token as if it were a session
	nobody    visitor = ""
)

var visitors = []visitor{author, organiser, member, lawyer, observer, guestOf, nobody}

// Groups of visitors, as the column «may» of a row names them.
var (
	anybody    = visitors
	members    = []visitor{author, organiser, member, lawyer, observer}
	workers    = []visitor{author, organiser, member, lawyer}
	organisers = []visitor{organiser}
	lawyers    = []visitor{organiser, lawyer}
	authors    = []visitor{author}
)

// call is one request: a path without /api unless it begins with two slashes, and a body. A map of strings with a «file» is
// sent as a form.
type call struct {
	path string
	body any
}

// accessRow is what one route answers to whom.
type accessRow struct {
	// route is as it is registered, without /api: «GET /proposals/:id». what tells several rows of one route apart.
	route, what string
	// ask gives the request of one visitor. It is called for each of them anew, so what a request changes disturbs no other.
	ask func(g *ground, v visitor) call
	// may are the visitors who are let in.
	may []visitor
	// others is what a member is answered who is not let in: 403, or 404 for what he may not even know of. Who has no session is
	// always answered 401.
	others int
	// answers is what those who are let in are answered where it is not 200 to 299.
	answers int
	// after puts back what the request of a visitor took from him.
	after func(g *ground, v visitor)
}

func (row accessRow) lets(a answer) bool {
	if row.answers != 0 {
		return a.status == row.answers
	}
	return a.status >= 200 && a.status < 300
}

var accessTable []accessRow

// accessRowsOf adds the rows of one area to the table.
func accessRowsOf(rows ...accessRow) { accessTable = append(accessTable, rows...) }

// at asks for a path without a name in it, with a body.
func at(path string, body any) func(*ground, visitor) call {
	return func(*ground, visitor) call { return call{path, body} }
}

// ground is what the requests are about.
type ground struct {
	*site
	bill, law string
	// roundTable has a guests' link.
	roundTable string
	// public is a bill that is open to the public; see published.
	public string
	made   int
}

func newGround(t *testing.T) *ground {
	t.Helper()
	return groundOf(openDemo(t))
}

func groundOf(s *site) *ground {
	s.observer()
	g := &ground{site: s, bill: get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID,
		law: get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID}
	g.roundTable = g.convened()
	s.cookies[string(observer)] = s.cookies["guest"] // as the helper calls him
	s.cookies[string(guestOf)] = "talqy_session=" + strings.Repeat("g", 43)
	return g
}

// fresh gives an id that was not used before.
func (g *ground) fresh() string {
	g.made++
	return "access-" + strings.Repeat("0", 4) + string(rune('a'+g.made/676%26)) + string(rune('a'+g.made/26%26)) + string(rune('a'+g.made%26))
}

// draft opens a proposal of the author that nobody else sees, and gives its path.
func (g *ground) draft() string { return g.draftOf(author) }

// draftOf opens a proposal of a visitor.
func (g *ground) draftOf(v visitor) string {
	return "/proposals/" + get[proposalBody](g.site, "POST", "/api/proposals", string(v), map[string]string{"bill": g.bill, "act": g.law, "kind": "amend", "target": "art_1"}).Proposal.ID
}

// shared opens a proposal of the author that the group discusses, and gives its path.
func (g *ground) shared() string {
	path := g.draft()
	get[any](g.site, "POST", "/api"+path+"/share", string(author), nil)
	return path
}

// idIn gives the id at the end of a path.
func idIn(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// unsubscribing gives the token of a link that ends somebody's letters.
func (g *ground) unsubscribing() string {
	get[any](g.site, "PUT", "/api/preferences", string(member), map[string]any{"email": "marina@example.org", "password": demoPassword, "digest": "off", "hour": 9, "lang": "ru"})
	var kept proposals.Preferences
	if err := g.kept.Load(g.t.Context(), func(ev proposals.Event) error {
		if ev.Kind == proposals.PreferencesSet {
			return json.Unmarshal(ev.Data, &kept)
		}
		return nil
	}); err != nil {
		g.t.Fatal(err)
	}
	return kept.Unsubscribe
}

// invitation gives the token of an invitation that nobody has accepted.
func (g *ground) invitation() string {
	return strings.TrimPrefix(get[struct{ URL string }](g.site, "POST", "/api/invitations", string(organiser), map[string]string{"role": "member", "name": "Новый"}).URL, "/join/")
}

// convened gives the id of a round table of the organiser.
func (g *ground) convened() string {
	return get[struct{ RoundTable struct{ ID string } }](g.site, "POST", "/api/round-tables", string(organiser),
		map[string]any{"title": map[string]string{"ru": "Стол"}, "date": "2026-12-10"}).RoundTable.ID
}

// as sends a call of a row's route as a visitor.
func (g *ground) as(v visitor, route string, c call) answer {
	g.t.Helper()
	method, _, _ := strings.Cut(route, " ")
	content, kind := []byte(nil), "application/json"
	if form, ok := c.body.(map[string]string); ok && form["file"] != "" {
		content, kind = multipartOf(g.t, form)
	} else if c.body != nil {
		var err error
		if content, err = json.Marshal(c.body); err != nil {
			g.t.Fatal(err)
		}
	}
	path := "/api" + c.path
	if outside, ok := strings.CutPrefix(c.path, "//"); ok {
		path = "/" + outside
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(content))
	r.Header.Set("Content-Type", kind)
	return g.send(r, string(v))
}

// TestAccessTable walks every route with every visitor.
func TestAccessTable(t *testing.T) {
	log, written := walkLog()
	s := openLogging(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0"}, log)
	for _, login := range []string{"aigerim", "daniyar", "marina", "saule"} {
		s.signIn(login)
	}
	g := groundOf(s)
	everyRouteIsInTheTable(t, g)
	defer func() { logIsDiscreet(t, g, written.String()) }()
	for _, row := range accessTable {
		for _, v := range visitors {
			name := row.route + " " + row.what + " as " + string(v)
			c := row.ask(g, v)
			a := g.as(v, row.route, c)
			switch {
			case slices.Contains(row.may, v):
				if !row.lets(a) {
					t.Errorf("%s is to be let in: %d %.300s", name, a.status, a.body)
				}
			case v == nobody || v == guestOf:
				if a.status != http.StatusUnauthorized || a.code(t) != "not_signed_in" {
					t.Errorf("%s is to be asked to sign in: %d %.300s", name, a.status, a.body)
				}
			case a.status != row.others:
				t.Errorf("%s is to be answered %d: %d %.300s", name, row.others, a.status, a.body)
			case row.others == http.StatusNotFound:
				// What may not be seen does not exist: the answer is that of an id that nobody has.
				never := g.as(v, row.route, call{strings.Replace(c.path, segment(c.path, row.route), "/neverwas00000000", 1), c.body})
				if never.status != a.status || never.body != a.body {
					t.Errorf("%s tells that it exists: %d %s, of an unknown id %d %s", name, a.status, a.body, never.status, never.body)
				}
			}
			if row.after != nil {
				row.after(g, v)
			}
		}
	}
}

// segment gives the part of a path that stands where the route has its first name, with the slash before it.
func segment(path, route string) string {
	_, pattern, _ := strings.Cut(route, " ")
	parts := strings.Split(path, "/")
	for i, part := range strings.Split(pattern, "/") {
		if strings.HasPrefix(part, ":") && i < len(parts) {
			return "/" + strings.SplitN(parts[i], "?", 2)[0]
		}
	}
	return path
}

// everyRouteIsInTheTable compares the rows with the routes that are registered.
func everyRouteIsInTheTable(t *testing.T, g *ground) {
	t.Helper()
	registered := map[string]bool{}
	for _, route := range g.app.GetRoutes(true) {
		if route.Method == http.MethodHead { // registered with each GET, and answered by it
			continue
		}
		registered[routeName(route.Method, route.Path)] = true
	}
	rows := map[string]bool{}
	for _, row := range accessTable {
		rows[row.route] = true
		if !registered[row.route] {
			t.Errorf("the access table has a row for %q, which is no route: take it out of its access_…_rows_test.go", row.route)
		}
		if row.others == 0 && len(row.may) < len(members) {
			t.Errorf("%s %s: say in «others» what members who are not let in are answered, 403 or 404", row.route, row.what)
		}
	}
	for name := range registered {
		if !rows[name] {
			t.Errorf("%q has no row in the access table. Who may come in there, and what are the others answered? Add a row to the "+
				"file of its area, cmd/talqy/access_AREA_rows_test.go (a new area is a new file with an init that calls accessRowsOf).", name)
		}
	}
	if len(registered) < 60 {
		t.Errorf("only %d routes were found", len(registered))
	}
}

// routeName is how rows name a route: without /api, and with a path of its own where it stands outside.
func routeName(method, path string) string {
	if inside, ok := strings.CutPrefix(path, "/api/"); ok {
		return method + " /" + inside
	}
	return method + " /" + path // «GET //healthz»
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// How often each route is asked: until there are enough, or the time is up and there are some.
const (
	walkRequests = 100
	walkLeast    = 20
	walkTime     = 2 * time.Second
	// dearRequests is how often what costs a member dearly (server/api/rates.go) is asked, so that no account runs out.
	dearRequests = 40
)

// routeTimes is what the walk found of one route.
type routeTimes struct {
	httpRoute
	times []uint32      // microseconds, sorted
	size  int64         // bytes of all answers, as they travel
	used  time.Duration // of the processors by the server, one request; other programs lengthen it least
}

func (t routeTimes) p99() time.Duration {
	if len(t.times) == 0 {
		return 0
	}
	return time.Duration(t.times[min(len(t.times)-1, len(t.times)*99/100)]) * time.Microsecond
}

// walk asks for every route one request after the other, as one person who is alone, and gives what each took.
func (r *httpRun) walk(ctx context.Context) ([]routeTimes, error) {
	var walked []routeTimes
	for _, one := range allHTTPRoutes() {
		t, err := r.walkRoute(ctx, one)
		if err != nil {
			return walked, fmt.Errorf("%s: %w", one.name(), err)
		}
		walked = append(walked, t)
	}
	return walked, nil
}

func (r *httpRun) walkRoute(ctx context.Context, one httpRoute) (routeTimes, error) {
	t, most := routeTimes{httpRoute: one}, r.requests
	if one.dear {
		most = min(most, dearRequests)
	}
	used := processorTime(r.pid)
	for began, n := time.Now(), 0; n < most && (n < walkLeast || time.Since(began) < walkTime); n++ {
		if one.prepare != nil {
			if err := one.prepare(r, n); err != nil {
				return t, err
			}
		}
		g := r.guests[n%len(r.guests)]
		if one.organiser || !one.reads() && g == r.guests[3] { // the lawyer does not do everything
			g = r.guests[0]
		}
		path, body := one.ask(r, n)
		if outside, ok := strings.CutPrefix(path, "//"); ok {
			path = "/" + outside
		} else {
			path = "/api" + path
		}
		sent := time.Now()
		size, err := g.exchange(ctx, one.method(), path, body)
		if err != nil {
			return t, err
		}
		t.times, t.size = append(t.times, uint32(time.Since(sent).Microseconds())), t.size+size
	}
	slices.Sort(t.times)
	t.used = (processorTime(r.pid) - used) / time.Duration(max(1, len(t.times)))
	return t, nil
}

// exchange sends a request and gives how many bytes came back, packed as a browser has them packed.
func (g *guest) exchange(ctx context.Context, method, path string, body any) (int64, error) {
	var content io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		content = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, "http://"+g.address+path, content)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Cookie", g.cookie)
	request.Header.Set("Accept-Encoding", "gzip")
	request.Header.Set("Content-Type", "application/json")
	answer, err := g.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close() //nolint:errcheck // only read from
	if answer.StatusCode >= http.StatusMultipleChoices {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 500))
		return 0, fmt.Errorf("%s: %s %s", path, answer.Status, said)
	}
	return io.Copy(io.Discard, answer.Body)
}

// prepare signs everybody in and looks for what there is.
func (r *httpRun) prepare(ctx context.Context, address string) error {
	for _, login := range []string{"aigerim", "daniyar", "marina", "saule"} {
		g, err := arrive(ctx, address, login, demoPassword)
		if err != nil {
			return err
		}
		r.guests = append(r.guests, g)
	}
	for _, find := range []func(context.Context) error{r.findBills, r.findActs, r.findTables, r.findPeople, r.bringFile, r.sitTypists} {
		if err := find(ctx); err != nil {
			return err
		}
	}
	return nil
}

// ask reads an answer as the organiser.
func (r *httpRun) ask(ctx context.Context, path string, into any) error {
	return r.guests[0].do(ctx, http.MethodGet, path, "", nil, into)
}

// walkedProposals bounds those that are read one after the other; more of them than any cache of the server holds.
const walkedProposals = 600

func (r *httpRun) findBills(ctx context.Context) error {
	var list struct {
		Bills []struct {
			ID          string
			PublicSince *string
		}
	}
	if err := r.ask(ctx, "/api/bills", &list); err != nil {
		return err
	}
	r.seen = map[string]map[string]int{}
	for _, b := range list.Bills {
		var bill struct{ Proposals []struct{ ID, Status string } }
		if err := r.ask(ctx, "/api/bills/"+b.ID, &bill); err != nil {
			return err
		}
		if b.PublicSince != nil {
			r.public = b.ID
		}
		r.bills, r.seen[b.ID] = append(r.bills, b.ID), map[string]int{}
		for _, p := range bill.Proposals {
			r.seen[b.ID][p.ID] = 1
			if p.Status == "discussion" && len(r.proposals) < walkedProposals {
				r.proposals = append(r.proposals, p.ID)
			}
		}
	}
	if len(r.proposals) == 0 || r.public == "" {
		return errors.New("the group has no proposals or no public bill: it was generated by a former release, remove its folder")
	}
	for _, id := range r.proposals[:min(len(r.proposals), 100)] {
		var p struct {
			Proposal struct {
				Wording map[string]wording
				Threads []struct{ ID string }
			}
		}
		if err := r.ask(ctx, "/api/proposals/"+id, &p); err != nil {
			return err
		}
		r.texts = append(r.texts, p.Proposal.Wording["ru"])
		for _, t := range p.Proposal.Threads {
			r.threads = append(r.threads, thread{id, t.ID})
		}
	}
	if len(r.threads) == 0 {
		return errors.New("the group has no comments")
	}
	r.reply = newID()
	return r.guests[0].do(ctx, http.MethodPost, "/api"+r.threads[0].path()+"/replies", "", map[string]any{"id": r.reply, "body": "Согласны."}, nil)
}

// wording is what a proposal changes and into what.
type wording struct{ Current, Proposed string }

func (r *httpRun) findActs(ctx context.Context) error {
	var list struct {
		Acts []struct {
			ID       string
			Articles int
		}
	}
	if err := r.ask(ctx, "/api/acts", &list); err != nil {
		return err
	}
	most := 0
	for _, a := range list.Acts {
		if a.Articles > most {
			r.code, most = a.ID, a.Articles
		}
	}
	var editions struct{ Editions []struct{ ID, Lang string } }
	if err := r.ask(ctx, "/api/acts/"+r.code+"/editions", &editions); err != nil {
		return err
	}
	for _, e := range editions.Editions {
		if e.Lang == "ru" {
			r.editions = append(r.editions, e.ID)
		}
	}
	if len(r.editions) < 2 {
		return errors.New("the group's code has no older edition")
	}
	return nil
}

func (r *httpRun) findTables(ctx context.Context) error {
	var list struct{ RoundTables []struct{ ID string } }
	if err := r.ask(ctx, "/api/round-tables", &list); err != nil {
		return err
	}
	for _, one := range list.RoundTables {
		var table struct {
			RoundTable struct {
				Guests       *struct{ Token string }
				Participants []struct{ ID string }
			}
		}
		if err := r.ask(ctx, "/api/round-tables/"+one.ID, &table); err != nil {
			return err
		}
		if table.RoundTable.Guests == nil { // that of the demonstration has no link for guests
			continue
		}
		if r.roundTables = append(r.roundTables, one.ID); len(r.roundTables) == 1 {
			r.guestLink = table.RoundTable.Guests.Token
			for _, p := range table.RoundTable.Participants {
				r.participants = append(r.participants, p.ID)
			}
		}
	}
	if len(r.roundTables) == 0 {
		return errors.New("the group has no round tables with a link for guests")
	}
	return nil
}

func (r *httpRun) findPeople(ctx context.Context) error {
	for _, g := range r.guests { // the others have no accounts
		var session struct{ Member struct{ ID string } }
		if err := g.do(ctx, http.MethodGet, "/api/session", "", nil, &session); err != nil {
			return err
		}
		r.members = append(r.members, session.Member.ID)
	}
	for n := range 20 {
		if err := r.guests[0].do(ctx, http.MethodPost, "/api/invitations", "", map[string]any{"role": "member", "name": fmt.Sprintf("Приглашённый %d", n+1)}, nil); err != nil {
			return err
		}
	}
	return nil
}

// bringFile attaches a file of a megabyte to a round table.
func (r *httpRun) bringFile(ctx context.Context) error {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "справка.txt")
	if err != nil {
		return err
	}
	line := "Справка к заседанию рабочей группы " + newID() + ".\n"
	if _, err := io.WriteString(part, strings.Repeat(line, 1_000_000/len(line))); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+r.guests[0].address+"/api/files", &form)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", w.FormDataContentType())
	request.Header.Set("Cookie", r.guests[0].cookie)
	answer, err := r.guests[0].client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // only read from
	var brought struct{ File struct{ ID string } }
	if err := json.NewDecoder(answer.Body).Decode(&brought); err != nil {
		return err
	}
	r.file = brought.File.ID
	return r.guests[0].do(ctx, http.MethodPost, "/api/round-tables/"+r.roundTables[0]+"/materials", "", map[string]any{"file": r.file, "title": map[string]string{"ru": "Справка"}}, nil)
}

func (r *httpRun) sitTypists(ctx context.Context) error {
	for i := range r.writers {
		one, err := sitDown(ctx, r.guests[i%3], r.proposals[i%len(r.proposals)], fmt.Sprintf("bench-%d-%d", os.Getpid(), i), false)
		if err != nil {
			return err
		}
		r.typists = append(r.typists, one)
	}
	return nil
}

// openProposal opens a draft of the organiser's for the next request.
func (r *httpRun) openProposal(n int) error {
	var opened struct{ Proposal struct{ ID string } }
	err := r.guests[0].do(context.Background(), http.MethodPost, "/api/proposals", "", map[string]any{"bill": r.bills[n%len(r.bills)], "act": r.code, "kind": "amend",
		"target": fmt.Sprintf("art_%d", n%codeArticles+1)}, &opened)
	r.opened = opened.Proposal.ID
	return err
}

// printWalk prints what each route took.
func printWalk(out io.Writer, walked []routeTimes) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	row(table, "one request after the other", "requests", "kB each", "p50", "p99", "worst", "of the processors", "target, p99", "")
	for _, t := range walked {
		met := "met"
		if t.p99() > t.target {
			met = "MISSED"
		}
		row(table, t.name(), fmt.Sprint(len(t.times)), fmt.Sprintf("%.1f", float64(t.size)/float64(len(t.times))/1000),
			quantile(t.times, 0.5), quantile(t.times, 0.99), quantile(t.times, 1), milliseconds(t.used)+" ms", "< "+t.target.String(), met)
	}
	return table.Flush()
}

// noteWalk puts the slowest routes into the table of all figures, and all of them below it.
func (s *figureSheet) noteWalk(walked []routeTimes) {
	if s == nil {
		return
	}
	s.routes = walked
	for _, t := range walked {
		key := "http read"
		switch {
		case !t.reads():
			key = "http write"
		case t.target != targetPage:
			key = "http file"
		}
		s.put(key, milli(t.p99()), t.name())
		if t.route == "GET /search" {
			s.put("http search", milli(t.p99()), "")
		}
	}
}

package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// Recorder keeps the record of who did what.
type Recorder interface {
	Add(e proposals.AuditEntry)
	Read(ctx context.Context, f proposals.AuditFilter, each func(proposals.AuditEntry) error) error
	// Keep is for how long entries are kept.
	Keep() time.Duration
}

// localMember is where a request keeps who asks.
const localMember = "member"

// things are the first parts of routes that name one thing, and what it is called in the record.
var things = map[string]string{"proposals": "proposal", "bills": "bill", "acts": "act", "round-tables": "roundtable", "members": "member",
	"organisations": "organisation", "files": "file"}

// recorded says what the record calls a request that went well; all other changes are AuditChanged, and all other looks are
// not recorded. An empty kind is of what changes nothing that others see, or is what everybody does all the time.
var recorded = map[string]proposals.AuditKind{
	"POST /session":               proposals.AuditSignedIn,
	"POST /invitations/:token":    proposals.AuditSignedIn,
	"GET /provider/back":          proposals.AuditSignedIn,
	"DELETE /session":             proposals.AuditSignedOut,
	"DELETE /sessions":            proposals.AuditAccount,
	"DELETE /sessions/:session":   proposals.AuditAccount,
	"PUT /session/password":       proposals.AuditAccount,
	"POST /resets/:token":         proposals.AuditAccount,
	"POST /members/:id/reset":     proposals.AuditAccount,
	"DELETE /members/:id/factor":  proposals.AuditAccount,
	"PUT /access/factor":          proposals.AuditAccount,
	"DELETE /access/factor":       proposals.AuditAccount,
	"POST /access/codes":          proposals.AuditAccount,
	"DELETE /access/provider":     proposals.AuditAccount,
	"GET /proposals/:id":          proposals.AuditSeen,
	"GET /bills/:id":              proposals.AuditSeen,
	"GET /bills/:id/text":         proposals.AuditSeen,
	"GET /acts/:id":               proposals.AuditSeen,
	"GET /round-tables/:id":       proposals.AuditSeen,
	"GET /files/:id/:name":        proposals.AuditExported,
	"GET /acts/:id/akn":           proposals.AuditExported,
	"GET /audit":                  proposals.AuditSeen,
	"GET /audit.csv":              proposals.AuditExported,
	"GET /papers/:file":           proposals.AuditPrinted,
	"POST /redline":               "",
	"POST /instructions":          "",
	"POST /bills/:id/visit":       "",
	"POST /notifications/read":    "",
	"PUT /preferences":            "",
	"POST /acts/:id/amendments":   "",
	"POST /proposals/:id/tracked": "",
	"POST /access/factor":         "",
	"POST /access/provider":       "",
	"POST /provider":              "",
	"POST /resets":                "",
}

// record tells the record what a request did. Of what was refused it keeps wrong passwords, and what a role does not allow.
func (s *server) record(c *fiber.Ctx) error {
	err := c.Next()
	route := method(c) + " " + strings.TrimPrefix(c.Route().Path, "/api")
	kind, known := recorded[route]
	if !known && method(c) != http.MethodGet {
		kind = proposals.AuditChanged
	}
	m, _ := c.Locals(localMember).(proposals.Member)
	e := proposals.AuditEntry{By: m.ID, Kind: kind, Route: route, Object: s.object(c)}
	code, status := "", c.Response().StatusCode()
	if err != nil {
		code, _, status = failureOf(err)
	}
	switch {
	case route == "POST /session" && (code == "wrong_credentials" || code == "wrong_code" || code == "too_many_attempts" || code == "deactivated"):
		// A stranger who guesses in a loop must not fill the record, nor push out of it what the others do.
		if s.rates.take("refused "+network(s.address(c)), 1, refusedBucket, refusedFill, s.Now()) > 0 {
			return err
		}
		e.Kind = proposals.AuditSignInRefused
	case code == proposals.CodeForbidden && m.ID != "":
		e.Kind = proposals.AuditRefused
	case err != nil || status >= http.StatusBadRequest || kind == "" || m.ID == "":
		return err
	}
	switch e.Kind {
	case proposals.AuditSignedIn, proposals.AuditSignInRefused, proposals.AuditAccount:
		e.Address = s.address(c)
	case proposals.AuditPrinted, proposals.AuditExported:
		e.Paper = c.Params("file")
	}
	s.Audit.Add(e)
	return err
}

// object names what a request is about. The paths of invitations, guests and new passwords hold secrets and name nothing.
func (s *server) object(c *fiber.Ctx) string {
	thing, _, _ := strings.Cut(strings.TrimPrefix(c.Route().Path, "/api/"), "/")
	if name, ok := things[thing]; ok {
		if id := c.Params("id"); id != "" && len(id) <= maxAuditID {
			return name + "/" + id
		}
		return ""
	}
	if thing == "papers" {
		for _, of := range [][2]string{{"roundTable", "roundtable"}, {"bill", "bill"}, {"proposal", "proposal"}} {
			if id := c.Query(of[0]); id != "" && len(id) <= maxAuditID {
				return of[1] + "/" + id
			}
		}
	}
	return ""
}

// Bounds of the record: of an id in it, of a page of it, and of the days that are looked at in one go.
const (
	maxAuditID   = 80
	auditPage    = 500
	maxAuditDays = 31
)

func (s *server) auditRoutes(r fiber.Router) {
	r.Get("/audit", s.signedIn(s.getAudit))
	r.Get("/audit.csv", s.signedIn(s.getAuditFile))
}

type auditView struct {
	ID     string              `json:"id"`
	At     string              `json:"at"`
	By     proposals.MemberID  `json:"by"`
	ByName string              `json:"byName"`
	Kind   proposals.AuditKind `json:"kind"`
	Route  string              `json:"route"`
	Object string              `json:"object"`
	// Label is what the object is called; empty where the reader does not see it.
	Label   proposals.Bilingual `json:"label"`
	Paper   string              `json:"paper"`
	Address string              `json:"address"`
}

// entries reads what the address of a request chooses, the latest first.
func (s *server) entries(c *fiber.Ctx, m proposals.Member) ([]proposals.AuditEntry, error) {
	if !proposals.Can(m, proposals.ActReadAudit, nil, nil) {
		return nil, proposals.Refuse(proposals.CodeForbidden)
	}
	f, err := s.auditFilter(c)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), auditTimeout)
	defer cancel()
	var out []proposals.AuditEntry
	err = s.Audit.Read(ctx, f, func(e proposals.AuditEntry) error { out = append(out, e); return nil })
	slices.SortFunc(out, func(a, b proposals.AuditEntry) int { return cmp.Compare(b.ID, a.ID) })
	return out, err
}

// auditTimeout bounds the reading of a month.
const auditTimeout = time.Minute

// codeTooManyDays says that more of the record is asked for than is read in one go; args: limit.
const codeTooManyDays = "too_many_days"

// auditFilter reads the days, in the group's time zone, the person and the kind; without days it is today.
func (s *server) auditFilter(c *fiber.Ctx) (f proposals.AuditFilter, err error) {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return f, err
	}
	today := s.Now().In(zone).Format(time.DateOnly)
	from, fromErr := time.ParseInLocation(time.DateOnly, c.Query("from", today), zone)
	to, toErr := time.ParseInLocation(time.DateOnly, c.Query("to", c.Query("from", today)), zone)
	if fromErr != nil || toErr != nil {
		return f, proposals.Refuse(proposals.CodeUnknownChoice, "field", "from")
	}
	f = proposals.AuditFilter{From: from, To: to.AddDate(0, 0, 1), By: proposals.MemberID(c.Query("member")), Kind: proposals.AuditKind(c.Query("kind"))}
	if !f.From.Before(f.To) || f.To.After(f.From.AddDate(0, 0, maxAuditDays)) {
		return f, proposals.Refuse(codeTooManyDays, "limit", maxAuditDays)
	}
	if f.Kind != "" && !slices.Contains(proposals.AuditKinds(), f.Kind) {
		return f, proposals.Refuse(proposals.CodeUnknownChoice, "field", "kind")
	}
	return f, nil
}

func (s *server) getAudit(c *fiber.Ctx, m proposals.Member) error {
	all, err := s.entries(c, m)
	if err != nil {
		return err
	}
	if before := c.Query("before"); before != "" {
		all = slices.DeleteFunc(all, func(e proposals.AuditEntry) bool { return e.ID >= before })
	}
	shown := all[:min(len(all), auditPage)]
	views := make([]auditView, len(shown))
	for i, e := range shown {
		views[i] = auditView{ID: e.ID, At: timeView(e.At), By: e.By, ByName: s.auditName(e.By), Kind: e.Kind, Route: e.Route, Object: e.Object,
			Label: s.auditLabel(m, e.Object), Paper: e.Paper, Address: e.Address}
	}
	return c.JSON(fiber.Map{"entries": views, "more": len(all) > len(shown), "kinds": proposals.AuditKinds(), "keptDays": int(s.Audit.Keep().Hours() / 24)})
}

// getAuditFile gives the same as a table for other programs.
func (s *server) getAuditFile(c *fiber.Ctx, m proposals.Member) error {
	all, err := s.entries(c, m)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("\ufeff") // or the usual program takes it for another encoding
	w := csv.NewWriter(&b)
	rows := [][]string{{"at", "member", "name", "kind", "request", "object", "paper", "address"}}
	for _, e := range all {
		rows = append(rows, []string{timeView(e.At), string(e.By), s.auditName(e.By), string(e.Kind), e.Route, e.Object, e.Paper, e.Address})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="talqy-audit.csv"`)
	return c.Send(b.Bytes())
}

// harmless keeps a cell from being taken for a formula.
func harmless(cell string) string {
	// In Russian and Kazakh the usual program begins a cell at a semicolon too, whatever the quotation marks.
	cell = strings.NewReplacer(";", ",", "\t", " ", "\r", " ", "\n", " ").Replace(cell)
	if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (s *server) auditName(id proposals.MemberID) string {
	if m, err := s.Workbench.Member(id); err == nil {
		return m.Name
	}
	return ""
}

// auditLabel is what a thing is called, if the reader sees it: the record opens no draft.
func (s *server) auditLabel(m proposals.Member, object string) proposals.Bilingual {
	thing, id, _ := strings.Cut(object, "/")
	switch thing {
	case "proposal":
		if p, err := s.Workbench.Proposal(m, proposals.ProposalID(id)); err == nil {
			return names{s.Workbench}.summary(p).Address
		}
	case "bill":
		if b, err := s.Workbench.Bill(proposals.BillID(id)); err == nil {
			return b.Title
		}
	case "act":
		if a, err := s.Workbench.Act(proposals.ActID(id)); err == nil {
			return a.Title
		}
	case "roundtable":
		if r, err := s.Workbench.RoundTable(proposals.RoundTableID(id)); err == nil {
			return r.Title
		}
	case "member":
		name := s.auditName(proposals.MemberID(id))
		return proposals.Bilingual{Ru: name, Kk: name}
	}
	return proposals.Bilingual{}
}

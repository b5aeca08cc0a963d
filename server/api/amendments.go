package api

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// amendmentEffect is what an instruction does to one article; one without an address stands outside articles.
type amendmentEffect struct {
	Kind    proposals.ArticleChangeKind `json:"kind"`
	EID     string                      `json:"eid"`
	Address string                      `json:"address"`
	Heading string                      `json:"heading"`
	Ops     []redline.Op                `json:"ops"`
}

type amendmentView struct {
	N          int                `json:"n"`
	Item       string             `json:"item"`
	Raw        string             `json:"raw"`
	New        string             `json:"new"`
	Address    string             `json:"address"`
	Kind       instruction.Kind   `json:"kind"`
	Status     instruction.Status `json:"status"`
	Reason     string             `json:"reason"`
	Message    string             `json:"message"`
	Where      string             `json:"where"`
	Candidates []string           `json:"candidates"`
	Remarks    []string           `json:"remarks"`
	Effects    []amendmentEffect  `json:"effects"`
	Accepted   string             `json:"accepted"`
	Line       int                `json:"line"`
}

type otherActView struct {
	Name         string `json:"name"`
	Instructions int    `json:"instructions"`
}

// amendingText gives an uploaded amending act as plain text with its title and language. A text file is taken as it is,
// because an amending act may be a fragment that is no act by itself.
func (s *server) amendingText(content []byte, name string) (text, title string, lang act.Lang, err error) {
	if text, ok := source.PlainText(content); ok {
		if strings.TrimSpace(text) == "" {
			return "", "", "", proposals.Refuse(source.CodeEmpty)
		}
		return text, "", source.Language(text), nil
	}
	document, err := s.read(content, name, source.AcceptTruncated)
	if err != nil {
		return "", "", "", err
	}
	return instruction.Text(document.Expression), document.Expression.Title, document.Expression.Lang, nil
}

// uploadedAmendments reads the form of both calls.
func (s *server) uploadedAmendments(c *fiber.Ctx) (proposals.AmendmentOrder, error) {
	content, name, err := upload(c)
	if err != nil {
		return proposals.AmendmentOrder{}, err
	}
	text, title, lang, err := s.amendingText(content, name)
	if err != nil {
		return proposals.AmendmentOrder{}, err
	}
	if asked := c.FormValue("lang"); asked != "" && asked != string(lang) {
		return proposals.AmendmentOrder{}, proposals.Refuse(codeOtherLanguage, "lang", lang)
	}
	return proposals.AmendmentOrder{Lang: lang, Text: text, Title: title, As: c.FormValue("as"), Content: content}, nil
}

// postAmendments reads an amending act and shows what it would do to an act. It changes nothing.
func (s *server) postAmendments(c *fiber.Ctx, m proposals.Member) error {
	order, err := s.uploadedAmendments(c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id := proposals.ActID(c.Params("id"))
	read, err := s.Workbench.ReadAmendments(ctx, id, order.Lang, order.Text, order.Title, order.As)
	if err != nil {
		return err
	}
	a, err := s.Workbench.Act(id)
	if err != nil {
		return err
	}
	reader := readerLanguage(c)
	views := []amendmentView{}
	for _, one := range read.Instructions {
		views = append(views, s.viewAmendment(one, a, read.Lang, reader))
	}
	slices.SortStableFunc(views, func(x, y amendmentView) int { return cmp.Compare(x.Line, y.Line) })
	others := []otherActView{}
	for _, o := range read.Others {
		others = append(others, otherActView{o.Name, o.Instructions})
	}
	findings := []findingView{}
	for _, p := range read.Remarks {
		findings = append(findings, findingView{p.Code, p.Line,
			s.messages.message(reader, "reason_"+p.Code, nil)})
	}
	return c.JSON(fiber.Map{"lang": read.Lang, "title": read.Title, "edition": read.Edition, "instructions": views,
		"otherActs": others, "findings": findings})
}

func (s *server) viewAmendment(one proposals.Amendment, a *proposals.Act, lang act.Lang, reader string) amendmentView {
	v := amendmentView{N: one.N, Item: one.Item, Raw: one.Raw, New: one.New, Address: one.Address, Kind: one.Kind, Status: one.Status,
		Reason: one.Reason, Where: one.Where, Candidates: one.Candidates, Remarks: []string{}, Effects: []amendmentEffect{},
		Accepted: one.Accepted, Line: one.Line}
	if one.Reason != "" {
		v.Message = s.messages.message(reader, "reason_"+one.Reason, nil)
	}
	if v.Candidates == nil {
		v.Candidates = []string{}
	}
	for _, code := range one.Remarks {
		v.Remarks = append(v.Remarks, s.messages.message(reader, "remark_"+code, nil))
	}
	for _, change := range one.Changes {
		effect := amendmentEffect{Kind: change.Kind, Ops: change.Ops}
		unit := cmp.Or(change.New, change.Old)
		effect.EID, effect.Heading = unit.EID, unit.Heading
		if change.Kind == proposals.ArticleAdded {
			effect.EID = ""
		}
		if change.Old != nil {
			effect.EID = change.Old.EID // the page leads to the article as it stands
			if effect.Heading == "" {
				effect.Heading = change.Old.Heading
			}
		}
		effect.Address = act.Address([]*act.Provision{unit}, lang, a.Profile)
		v.Effects = append(v.Effects, effect)
	}
	if len(one.Elsewhere) > 0 {
		v.Effects = append(v.Effects, amendmentEffect{Kind: proposals.ArticleAmended, Ops: one.Elsewhere})
	}
	return v
}

// acceptAmendments carries chosen instructions out: a new edition of the act, to which open proposals are carried over.
func (s *server) acceptAmendments(c *fiber.Ctx, m proposals.Member) error {
	order, err := s.uploadedAmendments(c)
	if err != nil {
		return err
	}
	order.Edition, order.Date = c.FormValue("base"), c.FormValue("edition")
	if err := json.Unmarshal([]byte(c.FormValue("instructions", "[]")), &order.Chosen); err != nil {
		return proposals.Refuse(codeBadRequest).Because(err)
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id := proposals.ActID(c.Params("id"))
	seq := map[proposals.ProposalID]int{}
	for _, p := range s.Workbench.Proposals(m, proposals.Filter{Act: id}) {
		seq[p.ID] = p.Seq
	}
	if err := s.Workbench.AcceptAmendments(ctx, m, id, order); err != nil {
		return err
	}
	// The edition stands; what breaks off here is finished at the next start.
	if err := s.Workbench.Rebase(ctx, m.ID, id); err != nil {
		s.Log.Error("proposals were not all carried over", "request", requestID(c), "act", id, "error", err)
	}
	a, err := s.Workbench.Act(id)
	if err != nil {
		return err
	}
	carried, conflicts := 0, 0
	for _, p := range s.Workbench.Proposals(m, proposals.Filter{Act: id}) {
		switch {
		case p.Conflicting():
			conflicts++
		case p.Seq != seq[p.ID]:
			carried++
		}
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"act": viewAct(a), "carried": carried, "conflicts": conflicts})
}

package api

import (
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/recent"
	"talqy/proposals/redline"
)

// Limits of what the public sends: so many remarks of one address in so long.
const (
	publicRemarks      = 5
	publicRemarkWindow = time.Hour
)

// publicRoutes are the calls that ask for no session: the public page of a bill. What they answer is written down field by
// field, and holds no member of the group.
func (s *server) publicRoutes(r fiber.Router) {
	page := &publicPage{server: s, quota: quota{limit: publicRemarks, window: publicRemarkWindow}}
	r.Get("/public/bills/:id", page.get)
	r.Post("/public/bills/:id/remarks", page.post)
}

// publicPage answers for the public pages of bills.
type publicPage struct {
	*server
	quota    quota
	redlines redlines
}

type publicBillView struct {
	ID      proposals.BillID    `json:"id"`
	Title   proposals.Bilingual `json:"title"`
	Summary proposals.Bilingual `json:"summary"`
}

// publicRowView is a row of the table: what one proposal changes.
type publicRowView struct {
	N        int                  `json:"n"`
	Proposal proposals.ProposalID `json:"proposal"`
	Act      proposals.Bilingual  `json:"act"`
	Address  proposals.Bilingual  `json:"address"`
	Heading  proposals.Bilingual  `json:"heading"`
	Kind     proposals.ChangeKind `json:"kind"`
	// Lang is the language of the ops and of the justification: the other one where a proposal changes nothing in that asked for.
	Lang          act.Lang     `json:"lang"`
	Ops           []redline.Op `json:"ops"`
	Justification string       `json:"justification"`
}

// publicSaidView is a remark that was let in, and the group's answer.
type publicSaidView struct {
	Name         string               `json:"name"`
	Organisation string               `json:"organisation"`
	Body         string               `json:"body"`
	Lang         act.Lang             `json:"lang"`
	Proposal     proposals.ProposalID `json:"proposal"`
	At           string               `json:"at"`
	Outcome      proposals.Outcome    `json:"outcome"`
	Reason       proposals.Bilingual  `json:"reason"`
}

func (p *publicPage) get(c *fiber.Ctx) error {
	lang, err := langParam(c.Query("lang", string(act.Russian)))
	if err != nil {
		return err
	}
	seen, err := p.Workbench.PublicBill(billID(c))
	if err != nil {
		return err
	}
	rows := []publicRowView{}
	shown := map[proposals.ProposalID]bool{}
	for _, one := range seen.Proposals {
		if row, ok := p.row(one, lang); ok {
			row.N = len(rows) + 1
			rows, shown[one.ID] = append(rows, row), true
		}
	}
	said := []publicSaidView{}
	for _, one := range seen.Remarks {
		v := publicSaidView{one.Name, one.Organisation, one.Body, one.Lang, one.Proposal, timeView(one.At), one.Outcome, one.Reason}
		if !shown[v.Proposal] {
			v.Proposal = "" // it is not for the public any more
		}
		said = append(said, v)
	}
	return c.JSON(fiber.Map{"bill": publicBillView{seen.Bill.ID, seen.Bill.Title, seen.Bill.Summary}, "rows": rows, "remarks": said,
		"updatedAt": timeView(seen.UpdatedAt)})
}

// row makes the row of a proposal in a language, or in the other one where it changes nothing in it; ok is false where it
// changes nothing at all yet.
func (p *publicPage) row(one *proposals.Proposal, asked act.Lang) (publicRowView, bool) {
	for _, lang := range append([]act.Lang{asked}, one.Languages()...) {
		wording, ok := one.Text(proposals.Wording, lang)
		if !ok || wording.Current == wording.Proposed {
			continue
		}
		why, _ := one.Text(proposals.Justification, lang)
		row := publicRowView{Proposal: one.ID, Address: one.Address, Heading: one.Heading, Kind: one.Kind, Lang: lang,
			Ops: p.redlines.of(one.ID, lang, wording), Justification: why.Proposed}
		if a, err := p.Workbench.Act(one.Act); err == nil {
			row.Act = a.Title
		}
		return row, true
	}
	return publicRowView{}, false
}

// post takes a remark, which an organiser looks at before anybody sees it. Nothing is said of who is or was refused.
func (p *publicPage) post(c *fiber.Ctx) error {
	body, err := decode[struct {
		ID                       proposals.RemarkID
		Name, Organisation, Body string
		Lang                     act.Lang
		Proposal                 proposals.ProposalID
	}](c)
	if err != nil {
		return err
	}
	if _, err := p.Workbench.PublicBill(billID(c)); err != nil {
		return err
	}
	giveBack, err := p.quota.take(p.address(c), string(billID(c))+"/"+string(body.ID), p.Now())
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if _, err := p.Workbench.SendPublicRemark(ctx, billID(c), proposals.RoomRemark{ID: body.ID, Name: body.Name, Organisation: body.Organisation,
		Body: body.Body, Lang: body.Lang, Proposal: body.Proposal}); err != nil {
		giveBack()
		return err
	}
	return c.Status(http.StatusAccepted).JSON(fiber.Map{"id": body.ID, "state": proposals.RemarkWaiting})
}

// redlines keeps the comparisons of public rows, so that who asks again and again without a session costs the server nothing.
type redlines struct {
	mu   sync.Mutex
	kept recent.Map[redlineKey, keptRedline]
}

type redlineKey struct {
	proposal proposals.ProposalID
	lang     act.Lang
}

type keptRedline struct {
	current, proposed string
	ops               []redline.Op
}

// maxRedlines bounds the comparisons that are kept.
const maxRedlines = 4096

func (r *redlines) of(id proposals.ProposalID, lang act.Lang, wording proposals.Text) []redline.Op {
	key := redlineKey{id, lang}
	r.mu.Lock()
	known, ok := r.kept.Get(key)
	r.mu.Unlock()
	if ok && known.current == wording.Current && known.proposed == wording.Proposed {
		return known.ops
	}
	made := keptRedline{wording.Current, wording.Proposed, wording.Redline()}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept.Put(key, made, 1, maxRedlines)
	return made.ops
}

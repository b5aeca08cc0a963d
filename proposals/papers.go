package proposals

import (
	"context"
	"slices"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// PaperName names a paper that can be printed.
type PaperName string

// The papers. What each is of stands in PaperOrder.
const (
	PaperTable        PaperName = "comparison-table"
	PaperBillText     PaperName = "bill-text"
	PaperProgramme    PaperName = "programme"
	PaperParticipants PaperName = "participants"
	PaperBadges       PaperName = "badges"
	PaperNamePlates   PaperName = "name-plates"
	PaperMinutes      PaperName = "minutes"
	PaperGuestPoster  PaperName = "guest-poster"
	PaperRemarks      PaperName = "remarks"
	PaperNote         PaperName = "explanatory-note"
	PaperConformity   PaperName = "conformity"
	PaperSummary      PaperName = "summary"
	PaperEvidence     PaperName = "evidence"
)

// Papers lists all names.
func Papers() []PaperName {
	return []PaperName{PaperTable, PaperBillText, PaperProgramme, PaperParticipants, PaperBadges, PaperNamePlates, PaperMinutes,
		PaperGuestPoster, PaperRemarks, PaperNote, PaperConformity, PaperSummary, PaperEvidence}
}

// MaxRows bounds the proposals of one paper.
const MaxRows = 2000

// MaxHeading bounds the own heading of a column, in characters.
const MaxHeading = 200

// Codes of refused papers.
const (
	// CodeTooMany says that more was chosen than one paper holds; args: limit.
	CodeTooMany = "too_many"
	// CodeNothingChosen says that the order names nothing that the paper could be of.
	CodeNothingChosen = "nothing_chosen"
	// CodeNoGuestLink says that the round table has no open link for guests to print.
	CodeNoGuestLink = "no_guest_link"
)

// PaperOrder says what paper to make. The comparative table is of a round table, a bill or proposals; the certificate of
// remarks of a round table or a bill; the papers of a meeting of a round table, the others of a bill.
type PaperOrder struct {
	Name PaperName
	// Langs are the languages: one, or Russian and Kazakh for both side by side.
	Langs      []act.Lang
	RoundTable RoundTableID
	Bill       BillID
	Proposals  []ProposalID
	// Form is that of the comparative table, without its title.
	Form paper.TableForm
	// Only narrows the text of a bill to proposals of one status; empty takes those in discussion and the agreed ones.
	Only Status
	// Scale multiplies the sizes of type; 0 is as usual.
	Scale float64
	// Site is the address of the workbench, «https://talqy.example», for the QR code to the live page; empty prints none.
	Site string
}

// Paper makes a paper of what the member may see. Nothing that was printed is stored, but that a comparative table made for
// a round table gives its rows numbers for good.
func (w *Workbench) Paper(ctx context.Context, by Member, order PaperOrder) (*paper.Document, error) {
	if len(order.Langs) == 0 {
		order.Langs = []act.Lang{act.Russian}
	}
	for _, heading := range order.Form.Headings {
		if len([]rune(heading)) > MaxHeading {
			return nil, Refuse(CodeTextTooLong, "limit", MaxHeading)
		}
	}
	p := printing{Workbench: w, by: by, order: order, versions: map[Stream]int{}}
	d, err := p.make(ctx)
	if err != nil {
		return nil, err
	}
	if d.Scale == 0 {
		d.Scale = order.Scale
	}
	return d, nil
}

// printing is a paper in the making.
type printing struct {
	*Workbench
	by    Member
	order PaperOrder
	// versions has, for each stream that the paper is made from, the number of its last event.
	versions map[Stream]int
	// onUnit has, for a paper of a round table, the proposals of its agenda by the unit that each is about.
	onUnit map[unit][]ProposalID
}

// unit is what of an act a proposal is about, as papers call it.
type unit struct {
	act     ActID
	address paper.Bilingual
}

func unitOf(p *Proposal) unit { return unit{p.Act, address(p)} }

func (p *printing) make(ctx context.Context) (*paper.Document, error) {
	switch p.order.Name {
	case PaperTable:
		return p.table(ctx)
	case PaperRemarks:
		return p.remarks()
	case PaperProgramme, PaperParticipants, PaperBadges, PaperNamePlates, PaperMinutes, PaperGuestPoster:
		return p.meeting()
	case PaperBillText, PaperNote, PaperConformity, PaperSummary, PaperEvidence:
		return p.bill(ctx)
	}
	return nil, Refuse(CodeNotFound)
}

// uses counts a stream among those that the paper is made from.
func (p *printing) uses(stream Stream) { p.versions[stream] = p.seq(stream) }

// head is what the paper says of itself; call it when everything that the paper is made from has been counted.
func (p *printing) head(date, page string) paper.Head {
	h := paper.Head{Langs: p.order.Langs, Date: date, Made: p.now(), Scale: p.order.Scale}
	for _, seq := range p.versions {
		h.Version += seq
	}
	if p.order.Site != "" && page != "" {
		h.Link = p.order.Site + page
	}
	return h
}

// today is the day of the people who hold the paper.
func (p *printing) today() string { return p.now().In(astana).Format(time.DateOnly) }

// visible gives the proposals of ids that the member sees, each counted among the sources.
func (p *printing) visible(ids []ProposalID) []*Proposal {
	var out []*Proposal
	for _, id := range ids {
		if one, err := p.Proposal(p.by, id); err == nil {
			p.uses(StreamOf("proposal", string(id)))
			out = append(out, one)
		}
	}
	return out
}

// of gives the shared proposals of a bill that the member sees and that may become law, by act and in the order in which
// they were opened.
func (p *printing) ofBill(id BillID) []*Proposal {
	var ids []ProposalID
	for _, one := range p.byForce(p.Workbench.Proposals(p.by, Filter{Bill: id})) {
		if one.Status.InBill() {
			ids = append(ids, one.ID)
		}
	}
	return p.visible(ids)
}

// byForce orders proposals by the legal force of their acts (480-V art. 26(5)), those of one act as they come.
func (w *Workbench) byForce(list []*Proposal) []*Proposal {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *Proposal) int { return w.compareActs(a.Act, b.Act) })
	return list
}

// actTitle is the title of the act of a proposal.
func (w *Workbench) actTitle(id ActID) paper.Bilingual {
	if a, err := w.Act(id); err == nil {
		return paper.Bilingual(a.Title)
	}
	return paper.Bilingual{}
}

// address is how the unit of a proposal is called at the beginning of a line.
func address(p *Proposal) paper.Bilingual {
	out := paper.Bilingual(p.Address)
	if out.Ru != "" {
		out.Ru = capital(out.Ru)
	}
	if out.Kk != "" {
		out.Kk = capital(out.Kk)
	}
	return out
}

func (w *Workbench) organisationName(id OrganisationID, otherwise Bilingual) paper.Bilingual {
	if o, err := w.Organisation(id); err == nil {
		return paper.Bilingual(o.Name)
	}
	return paper.Bilingual(otherwise)
}

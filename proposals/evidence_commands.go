package proposals

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Limits of what practice says for a proposal, and of the norms that it cites.
const (
	MaxEvidence  = 100 // of one proposal
	MaxCitations = 100 // of one proposal
	MaxSummary   = 4000
	MaxCases     = 1_000_000
)

// CodeBadPeriod says that the days of a period are none, or in the wrong order; args: field.
const CodeBadPeriod = "bad_period"

// evidenceData is the data of ProposalEvidencePut; who and when are the event's own. It is no Evidence although it looks like one:
// what is stored must stay as it is when what is shown changes, here as with the data of every event.
type evidenceData struct {
	ID      EvidenceID   `json:"id"`
	Kind    EvidenceKind `json:"kind"`
	Source  Bilingual    `json:"source"`
	From    string       `json:"from"`
	To      string       `json:"to,omitempty"`
	Cases   int          `json:"cases"`
	Summary Bilingual    `json:"summary"`
	File    *Attachment  `json:"file,omitempty"`
}

// citationData is the data of ProposalNormCited.
type citationData struct {
	ID      CitationID `json:"id"`
	Treaty  Bilingual  `json:"treaty"`
	Article Bilingual  `json:"article"`
	Quote   Bilingual  `json:"quote,omitzero"`
	Before  Conformity `json:"before"`
	After   Conformity `json:"after"`
	Note    Bilingual  `json:"note,omitzero"`
}

// The data of ProposalEvidenceRemoved and ProposalNormUncited.
type (
	evidenceRemovedData struct {
		Evidence EvidenceID `json:"evidence"`
	}
	uncitedData struct {
		Citation CitationID `json:"citation"`
	}
)

// evidenced gives the proposal with its evidence or its citations as an event leaves them. What is replaced keeps its place and
// who brought it.
func (p *Proposal) evidenced(ev Event) (*Proposal, error) {
	out := *p
	switch ev.Kind {
	case ProposalEvidencePut:
		data, err := read[evidenceData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		out.Evidence = put(p.Evidence, func(e Evidence) bool { return e.ID == data.ID },
			Evidence{ID: data.ID, Kind: data.Kind, Source: data.Source, From: data.From, To: data.To, Cases: data.Cases,
				Summary: data.Summary, File: data.File, AddedBy: ev.By, AddedAt: ev.At},
			func(before Evidence, after *Evidence) {
				after.AddedBy, after.AddedAt = before.AddedBy, before.AddedAt
			})
	case ProposalEvidenceRemoved:
		data, err := read[evidenceRemovedData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		out.Evidence = slices.DeleteFunc(slices.Clone(p.Evidence), func(e Evidence) bool { return e.ID == data.Evidence })
	case ProposalNormCited:
		data, err := read[citationData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		out.Citations = put(p.Citations, func(c Citation) bool { return c.ID == data.ID },
			Citation{ID: data.ID, Treaty: data.Treaty, Article: data.Article, Quote: data.Quote, Before: data.Before, After: data.After,
				Note: data.Note, AddedBy: ev.By, AddedAt: ev.At},
			func(before Citation, after *Citation) {
				after.AddedBy, after.AddedAt = before.AddedBy, before.AddedAt
			})
	case ProposalNormUncited:
		data, err := read[uncitedData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		out.Citations = slices.DeleteFunc(slices.Clone(p.Citations), func(c Citation) bool { return c.ID == data.Citation })
	}
	return &out, nil
}

// put gives the list with one more at its end, or with the one that is meant replaced where it stands; the list given stays.
func put[T any](list []T, meant func(T) bool, one T, keep func(before T, after *T)) []T {
	if !slices.ContainsFunc(list, meant) {
		return append(list[:len(list):len(list)], one)
	}
	return replaced(list, meant, func(before *T) {
		keep(*before, &one)
		*before = one
	})
}

// PutEvidence brings evidence for a proposal, or corrects it: its id, which the client makes, says which. Of e, who brought it
// and when are not asked, and of its file the id alone: one that the member has brought, or the one that stands there already.
// Personal data in any of its texts are refused before anything is kept.
func (w *Workbench) PutEvidence(ctx context.Context, by Member, id ProposalID, e Evidence) error {
	data, bad := checkEvidence(e)
	brought, noFile := w.broughtFor(ctx, by, id, e)
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.mayPutEvidence(by, id, e.ID)
		if err == nil {
			err = bad
		}
		if err != nil {
			return "", nil, err
		}
		before := p.evidence(e.ID)
		switch {
		case before == nil && len(p.Evidence) >= MaxEvidence:
			return "", nil, Refuse(CodeTooMany, "limit", MaxEvidence)
		case e.File == nil:
		case before != nil && before.File != nil && before.File.ID == e.File.ID:
			data.File = before.File
		case noFile != nil:
			return "", nil, noFile
		default:
			data.File = &brought
		}
		if before != nil && before.data().same(data) {
			return unchanged()
		}
		return ProposalEvidencePut, data, nil
	})
}

// broughtFor gives the file that evidence names, where it is not the one it has had.
func (w *Workbench) broughtFor(ctx context.Context, by Member, id ProposalID, e Evidence) (Attachment, error) {
	if e.File == nil {
		return Attachment{}, nil
	}
	if p, err := w.Proposal(by, id); err == nil {
		if before := p.evidence(e.ID); before != nil && before.File != nil && before.File.ID == e.File.ID {
			return *before.File, nil
		}
	}
	return w.attachment(ctx, by, e.File.ID)
}

// mayPutEvidence gives the proposal when the member may bring evidence for it, or change that of this id.
func (w *Workbench) mayPutEvidence(by Member, id ProposalID, evidence EvidenceID) (*Proposal, error) {
	p, err := w.allowed(by, ActBringEvidence, id, "")
	if err != nil {
		return nil, err
	}
	if before := p.evidence(evidence); before != nil && !Can(by, ActChangeEvidence, p, &Thread{Reply: Reply{Author: before.AddedBy}}) {
		return nil, Refuse(CodeForbidden)
	}
	return p, nil
}

// RemoveEvidence takes evidence away. Doing so twice changes nothing.
func (w *Workbench) RemoveEvidence(ctx context.Context, by Member, id ProposalID, evidence EvidenceID) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.mayPutEvidence(by, id, evidence)
		if err != nil || p.evidence(evidence) == nil {
			return "", nil, err
		}
		return ProposalEvidenceRemoved, evidenceRemovedData{evidence}, nil
	})
}

// Cite cites an article of a treaty that a proposal serves, or corrects the citation of that id. Personal data in the group's
// own note on it are refused.
func (w *Workbench) Cite(ctx context.Context, by Member, id ProposalID, c Citation) error {
	data, bad := checkCitation(c)
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.mayCite(by, id, c.ID)
		if err == nil {
			err = bad
		}
		if err != nil {
			return "", nil, err
		}
		before := p.citation(c.ID)
		switch {
		case before == nil && len(p.Citations) >= MaxCitations:
			return "", nil, Refuse(CodeTooMany, "limit", MaxCitations)
		case before != nil && before.data() == data:
			return unchanged()
		}
		return ProposalNormCited, data, nil
	})
}

func (w *Workbench) mayCite(by Member, id ProposalID, citation CitationID) (*Proposal, error) {
	p, err := w.allowed(by, ActBringEvidence, id, "")
	if err != nil {
		return nil, err
	}
	if before := p.citation(citation); before != nil && !Can(by, ActChangeEvidence, p, &Thread{Reply: Reply{Author: before.AddedBy}}) {
		return nil, Refuse(CodeForbidden)
	}
	return p, nil
}

// Uncite takes a citation away. Doing so twice changes nothing.
func (w *Workbench) Uncite(ctx context.Context, by Member, id ProposalID, citation CitationID) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.mayCite(by, id, citation)
		if err != nil || p.citation(citation) == nil {
			return "", nil, err
		}
		return ProposalNormUncited, uncitedData{citation}, nil
	})
}

func (p *Proposal) evidence(id EvidenceID) *Evidence {
	i := slices.IndexFunc(p.Evidence, func(e Evidence) bool { return e.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Evidence[i]
}

func (p *Proposal) citation(id CitationID) *Citation {
	i := slices.IndexFunc(p.Citations, func(c Citation) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Citations[i]
}

func (e Evidence) data() evidenceData {
	return evidenceData{e.ID, e.Kind, e.Source, e.From, e.To, e.Cases, e.Summary, e.File}
}

func (c Citation) data() citationData {
	return citationData{c.ID, c.Treaty, c.Article, c.Quote, c.Before, c.After, c.Note}
}

// practiceIn names the evidence or the norm that an event is about; empty for other events. What was taken away is named from
// the proposal before it.
func practiceIn(ev Event, before, after *Proposal) Bilingual {
	var named struct {
		ID       string     `json:"id"`
		Evidence EvidenceID `json:"evidence"`
		Citation CitationID `json:"citation"`
	}
	if json.Unmarshal(ev.Data, &named) != nil {
		return Bilingual{}
	}
	p := after
	switch ev.Kind {
	case ProposalEvidencePut:
		named.Evidence = EvidenceID(named.ID)
	case ProposalNormCited:
		named.Citation = CitationID(named.ID)
	case ProposalEvidenceRemoved, ProposalNormUncited:
		p = before
	default:
		return Bilingual{}
	}
	if e := p.evidence(named.Evidence); e != nil {
		return e.Source
	}
	if c := p.citation(named.Citation); c != nil {
		return Bilingual{Ru: joined(c.Treaty.Ru, c.Article.Ru), Kk: joined(c.Treaty.Kk, c.Article.Kk)}
	}
	return Bilingual{}
}

// joined puts a comma between two values that are both there.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// same says whether two say the same; files are the same when their bytes are.
func (d evidenceData) same(o evidenceData) bool {
	if (d.File == nil) != (o.File == nil) || d.File != nil && d.File.ID != o.File.ID {
		return false
	}
	d.File, o.File = nil, nil
	return d == o
}

func checkEvidence(e Evidence) (evidenceData, error) {
	data := e.data()
	data.File = nil
	if err := checkID("evidence", string(e.ID)); err != nil {
		return data, err
	}
	switch e.Kind {
	case FromConsultation, FromHotline, FromCourt, FromTraining, FromElsewhere:
	default:
		return data, Refuse(CodeUnknownChoice, "field", "kind")
	}
	var err error
	if data.Source, err = title("source", e.Source); err != nil {
		return data, err
	}
	if err := checkPeriod(e.From, e.To); err != nil {
		return data, err
	}
	if e.Cases < 0 || e.Cases > MaxCases {
		return data, Refuse(CodeUnknownChoice, "field", "cases")
	}
	if data.Summary, err = bilingualWords("summary", e.Summary, MaxSummary); err != nil {
		return data, err
	}
	if err := refusePersonalIn("source", data.Source); err != nil {
		return data, err
	}
	return data, refusePersonalIn("summary", data.Summary)
}

// checkPeriod lets a period pass whose bounds are months or days; it may have no end.
func checkPeriod(from, to string) error {
	if strings.TrimSpace(from) == "" {
		return Refuse(CodeEmpty, "field", "from")
	}
	if !isMonthOrDay(from) {
		return Refuse(CodeBadPeriod, "field", "from")
	}
	// What is compared has the same length in both, so that «2026-03» does not end before «2026-03-15».
	if n := min(len(from), len(to)); to != "" && (!isMonthOrDay(to) || to[:n] < from[:n]) {
		return Refuse(CodeBadPeriod, "field", "to")
	}
	return nil
}

func isMonthOrDay(s string) bool {
	for _, layout := range []string{"2006-01", time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil && len(s) == len(layout) && at.Year() >= 1900 {
			return true
		}
	}
	return false
}

func checkCitation(c Citation) (citationData, error) {
	data := c.data()
	if err := checkID("citation", string(c.ID)); err != nil {
		return data, err
	}
	var err error
	if data.Treaty, err = title("treaty", c.Treaty); err != nil {
		return data, err
	}
	if data.Article, err = title("article", c.Article); err != nil {
		return data, err
	}
	if data.Quote, err = optionalWords("quote", c.Quote, MaxSummary); err != nil {
		return data, err
	}
	if !c.Before.valid() {
		return data, Refuse(CodeUnknownChoice, "field", "before")
	}
	if !c.After.valid() {
		return data, Refuse(CodeUnknownChoice, "field", "after")
	}
	if data.Note, err = optionalWords("note", c.Note, MaxSummary); err != nil {
		return data, err
	}
	return data, refusePersonalIn("note", data.Note)
}

// optionalWords checks a text of several lines in two languages that may be missing in both.
func optionalWords(field string, value Bilingual, limit int) (Bilingual, error) {
	if strings.TrimSpace(value.Ru+value.Kk) == "" {
		return Bilingual{}, nil
	}
	return bilingualWords(field, value, limit)
}

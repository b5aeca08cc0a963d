package proposals

import "time"

// EvidenceID names a piece of evidence; CitationID a citation of an international norm. The client makes them.
type (
	EvidenceID string
	CitationID string
)

// EvidenceKind says where evidence comes from.
type EvidenceKind string

// The kinds of evidence.
const (
	FromConsultation EvidenceKind = "consultation"
	FromHotline      EvidenceKind = "hotline"
	FromCourt        EvidenceKind = "court"
	FromTraining     EvidenceKind = "training"
	FromElsewhere    EvidenceKind = "other"
)

// Evidence is what practice says for a proposal: an anonymised account that is printed under the justification and in an
// annex. It holds no personal data: see proposals/personal.
type Evidence struct {
	ID     EvidenceID   `json:"id"`
	Kind   EvidenceKind `json:"kind"`
	Source Bilingual    `json:"source"`
	// From and To bound the period, YYYY-MM or YYYY-MM-DD; To may be empty.
	From    string      `json:"from"`
	To      string      `json:"to,omitempty"`
	Cases   int         `json:"cases"`
	Summary Bilingual   `json:"summary"`
	File    *Attachment `json:"file,omitempty"`
	AddedBy MemberID    `json:"addedBy"`
	AddedAt time.Time   `json:"addedAt"`
}

// Conformity says how far the law conforms to an international norm.
type Conformity string

// The states of conformity.
const (
	ConformsNot    Conformity = "none"
	ConformsPartly Conformity = "partial"
	ConformsFully  Conformity = "full"
)

// valid says whether c is one of the states.
func (c Conformity) valid() bool {
	return c == ConformsNot || c == ConformsPartly || c == ConformsFully
}

// Citation is an article of a treaty that a proposal serves, with the state of conformity before and after it.
type Citation struct {
	ID CitationID `json:"id"`
	// Treaty is its title with its place and date; Article as it is printed, «статья 3, пункт (а)».
	Treaty  Bilingual  `json:"treaty"`
	Article Bilingual  `json:"article"`
	Quote   Bilingual  `json:"quote,omitzero"`
	Before  Conformity `json:"before"`
	After   Conformity `json:"after"`
	Note    Bilingual  `json:"note,omitzero"`
	AddedBy MemberID   `json:"addedBy"`
	AddedAt time.Time  `json:"addedAt"`
}

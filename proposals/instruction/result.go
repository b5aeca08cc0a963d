package instruction

import (
	"talqy/proposals/act"
)

// Status says whether an instruction was carried out.
type Status string

// An instruction is carried out whole or not at all.
const (
	Applied Status = "applied"
	Failed  Status = "failed"
)

// Reasons why an instruction is not carried out.
const (
	ReasonAddressNotFound  = "address_not_found"   // the act has no such unit
	ReasonAddressAmbiguous = "address_ambiguous"   // several units answer to it
	ReasonWordsNotFound    = "words_not_found"     // the unit does not have the quoted words
	ReasonWordsTwice       = "words_found_twice"   // the unit has them in several places
	ReasonWordsOverlap     = "words_overlap"       // two quotations of one instruction share words
	ReasonNumberTaken      = "number_taken"        // the new unit's number is in use
	ReasonNewTextMissing   = "new_text_missing"    // the amending act as given does not have the new wording
	ReasonNewTextMismatch  = "new_text_mismatch"   // the new wording is not that of the units named
	ReasonNoPlace          = "place_not_found"     // it is not clear where the new unit stands
	ReasonNotSeparable     = "unit_not_separable"  // «абзац первый» alone cannot go: its number holds what follows
	ReasonContentsNotKept  = "contents_not_kept"   // the table of contents is not kept with the act
	ReasonOtherAct         = "other_act"           // it amends another act
	ReasonActUnclear       = "act_unclear"         // the text has no title, and several acts are amended
	ReasonNotUnderstood    = ProblemNotUnderstood  // the sentence was not read
	ReasonAlreadyThere     = "words_already_there" // the words to be added stand there
	ReasonAlreadyRepealed  = "already_repealed"    // only the number of the unit is left
	ReasonTemporary        = "temporary_order"     // it holds for a time only; the words of the law stay
)

// Result says what became of one instruction.
type Result struct {
	// N counts the instructions of the amending act from 1; 0 before they are put in order.
	N int `json:"n"`
	// Item is the number that the amending act prints before it, with those above it: «1.4)»; empty without one.
	Item    string `json:"item,omitempty"`
	Raw     string `json:"raw"`
	Address string `json:"address"`
	Kind    Kind   `json:"kind"`
	Status  Status `json:"status"`
	// Reason is a code, empty when the instruction was carried out.
	Reason string `json:"reason"`
	// Where is the address, of several, at which the instruction failed.
	Where string `json:"where,omitempty"`
	// Candidates are the nearest units or words, for a lawyer to see what was meant.
	Candidates []string `json:"candidates,omitempty"`
	// Remarks are codes of what was taken otherwise than it is written, though it could mean one thing only.
	Remarks []string `json:"remarks,omitempty"`
	// EIDs are the addressed units in the act before the change.
	EIDs []string `json:"eids,omitempty"`
}

// Codes of remarks on instructions that were carried out.
const (
	RemarkLettersAlike    = "letters_alike"         // quoted words were found by look-alike letters, quotation marks or dashes
	RemarkActByContent    = "act_by_content"        // the text has no title: of several amended acts this one fits it best
	RemarkCalledOtherwise = "unit_called_otherwise" // the act calls its units by other words («пункт» for «подпункт»)
	RemarkNumberReused    = "number_reused"         // the number was that of an excluded unit
)

// refusal is why a modification cannot be carried out.
type refusal struct {
	code       string
	candidates []string
	at         int // which of the addresses
}

func refuse(code string, candidates ...string) *refusal {
	return &refusal{code: code, candidates: candidates}
}

// spoken gives the addresses of a modification in the nominative, for reports.
func spoken(m Modification, lang act.Lang) string {
	if a := m.Addresses; len(a) == 1 && len(a[0]) > 0 && a[0][len(a[0])-1].Unit == UnitWhole {
		rest := a[0][:len(a[0])-1]
		switch {
		case lang == act.Kazakh && len(rest) == 0:
			return "бүкіл мәтін"
		case lang == act.Kazakh:
			return kazakhAddress(rest, caseGenitive) + " бүкіл мәтіні"
		case len(rest) == 0:
			return "весь текст"
		}
		return "весь текст " + russianAddress(rest, genitive)
	}
	if lang == act.Kazakh {
		return kazakhAddresses(m.Addresses, "")
	}
	return russianAddresses(m.Addresses, nominative)
}

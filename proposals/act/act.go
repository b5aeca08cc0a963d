// Package act is the corpus: an act, its expressions in a language at a date, and the tree of their provisions.
//
// It knows what the structural units of Kazakh legislation are and how they are addressed. It refuses to know where the
// text came from (proposals/source reads files) and how it is shown.
package act

import "sync/atomic"

// Lang is the language of an expression: Russian and Kazakh texts have equal force (480-V art. 24(3)).
type Lang string

// The two languages of legislation.
const (
	Russian Lang = "ru"
	Kazakh  Lang = "kk"
)

// Level names a structural unit in Akoma Ntoso words. The printed sign does not give the level: «1)» is a подпункт in a law
// and a пункт in a code, so the level is stored and the word is looked up in the act's Profile.
type Level string

// Levels from the largest to the smallest unit (480-V art. 23).
const (
	LevelPreamble     Level = "preamble"     // text before the first unit
	LevelPart         Level = "part"         // часть кодекса: Общая, Особенная | бөлік
	LevelTitle        Level = "title"        // раздел | бөлім
	LevelSubtitle     Level = "subtitle"     // подраздел | кіші бөлім
	LevelChapter      Level = "chapter"      // глава | тарау
	LevelSection      Level = "section"      // параграф | параграф
	LevelArticle      Level = "article"      // статья | бап
	LevelParagraph    Level = "paragraph"    // «1.»: пункт, in a code часть | тармақ, бөлік
	LevelSubparagraph Level = "subparagraph" // часть без номера | бөлік
	LevelPoint        Level = "point"        // «1)», «а)»: подпункт, in a code пункт | тармақша, тармақ
	LevelIndent       Level = "indent"       // абзац | абзац
	LevelNote         Level = "note"         // «Примечание» that is law | ескертпе
	LevelAnnex        Level = "annex"        // приложение | қосымша
	LevelTable        Level = "table"        // a table inside an act: a row a line, cells parted by tabs
	LevelConclusions  Level = "conclusions"  // signatures under the text
)

// Provision is one structural unit. Its own words are Text (and Heading for a unit that has a title line); what stands
// below it is in Children, in the order of the text.
type Provision struct {
	// EID is the stable address inside the expression, e.g. «art_128__para_2__point_3».
	EID   string `json:"eid"`
	Level Level  `json:"level"`
	// Num is the number as people say it: «128-1», «2-1», «9-1», «а», «IV»; empty for a unit without a number.
	// An indent and a subparagraph carry their ordinal («2»).
	Num string `json:"num"`
	// Label is the number as printed in the text before the heading or the words: «Статья 128.», «2-1.», «9-1)».
	Label    string       `json:"label,omitempty"`
	Heading  string       `json:"heading"`
	Text     string       `json:"text"`
	Children []*Provision `json:"children"`
	// Notes are the editors' remarks that the source prints at this unit. They are no law: no wording, redline or paper
	// holds them.
	Notes []Note `json:"notes,omitempty"`
}

// NoteKind says what an editors' remark is about.
type NoteKind string

// Kinds of editors' remarks seen in the official databases.
const (
	NoteHistory  NoteKind = "history"  // «Сноска. Статья 1 с изменениями…», «Ескерту. …»
	NotePending  NoteKind = "pending"  // «Примечание ИЗПИ! … предусматривается …»
	NoteRepealed NoteKind = "repealed" // «исключен Законом РК …»: the number stays, its words are gone (480-V art. 27(6))
	NoteRuling   NoteKind = "ruling"   // «Примечание. См. нормативное постановление Конституционного Суда …»
	NoteContents NoteKind = "contents" // a table of contents and its title
	NoteEdition  NoteKind = "edition"  // the database's own words about its edition
)

// Note is one remark of the editors, in their words.
type Note struct {
	Kind NoteKind `json:"kind"`
	Text string   `json:"text"`
}

// Expression is the text of one act in one language at one date.
type Expression struct {
	Title string `json:"title"`
	// Number is the act's registered number as printed, «110-VIII»; empty where the source does not say.
	Number string `json:"number"`
	Lang   Lang   `json:"lang"`
	// Date is the edition's date, YYYY-MM-DD; empty where the source does not say.
	Date string `json:"date,omitempty"`
	// Preface holds the printed lines between the title and the text: who adopted the act, when, under which number.
	Preface    []string     `json:"preface,omitempty"`
	Provisions []*Provision `json:"provisions"`
	// Notes are the editors' remarks on the act as a whole.
	Notes []Note `json:"notes,omitempty"`

	index  atomic.Pointer[index]
	search atomic.Pointer[[]searchUnit]
}

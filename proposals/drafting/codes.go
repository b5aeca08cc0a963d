package drafting

// Code names a rule that a draft departs from. Codes are stable; the sentence of a code is found at the edge by its name.
type Code string

// The codes. The comment says what is meant and which arguments the sentence has.
const (
	// Numbers.
	NumberTwice         Code = "number_twice"          // two units of one list have the same number; num
	NumberOrder         Code = "number_order"          // a number smaller than the one before; num, before
	NumberTaken         Code = "number_taken"          // the act has an article of that number, in force or excluded; num
	NumberNotNext       Code = "number_not_next"       // a new unit at the end does not take the next number; num, expected
	NumberNotAdditional Code = "number_not_additional" // a new unit between others has no additional number; num, expected
	NumberReused        Code = "number_reused"         // the number of an excluded unit is given to new words; num
	NumberDropped       Code = "number_dropped"        // the kept number of an excluded unit is gone; num
	Renumbered          Code = "renumbered"            // a unit that stays has another number; before, num

	// The shape of units.
	EmptyDraft        Code = "empty_draft"         // the draft has no words, and it is no repeal
	EmptyUnit         Code = "empty_unit"          // a number or a title without words; unit
	HeadingMissing    Code = "heading_missing"     // an article without a heading; unit
	ListEndMissing    Code = "list_end_missing"    // an item inside a list does not end with a semicolon; unit
	ListEndWrong      Code = "list_end_wrong"      // the last item of a list ends with a semicolon or a comma; unit
	CapitalInList     Code = "capital_in_list"     // an item of a list begins with a capital letter; word
	SmallAtStart      Code = "small_at_start"      // an article, пункт or часть begins with a small letter; word
	DashBeforeUnit    Code = "dash_before_unit"    // a dash or another mark stands before an абзац; mark
	EmphasisMark      Code = "emphasis_mark"       // words are underlined or set off; mark
	DefinitionOrder   Code = "definition_order"    // Kazakh terms are not in alphabetical order; term, before
	DefinitionsApart  Code = "definitions_apart"   // the two texts do not list the terms under the same numbers; num
	OrdinalInFigures  Code = "ordinal_in_figures"  // the ordinal of a sentence or a line is in figures; text
	NumberByAdjective Code = "number_by_adjective" // a unit is pointed at by an adjective, not by its number; text

	// References.
	ReferenceMissing  Code = "reference_missing"  // the act has no such unit; text, num
	ReferenceExcluded Code = "reference_excluded" // another article refers to a unit that the draft excludes; unit, where

	// Letters and marks.
	MixedLetters     Code = "mixed_letters"      // words with Latin and Cyrillic letters; the first one: word, count
	DoubleSpace      Code = "double_space"       // two or more blanks between words
	SpaceBefore      Code = "space_before"       // a blank before a comma, a stop, a closing bracket; mark
	QuoteNotPaired   Code = "quote_not_paired"   // a quotation mark without its other; mark
	BracketNotPaired Code = "bracket_not_paired" // a bracket without its other; mark

	// The draft as a whole.
	HalfChanged        Code = "half_changed"        // more than half of an article has changed; unit, percent
	LiabilityNew       Code = "liability_new"       // a new sanction; unit
	LiabilityTightened Code = "liability_tightened" // a sanction rises or another is added; unit, punishment, before, after
	LiabilityWider     Code = "liability_wider"     // a new item in a unit that has a sanction; unit
	LanguageUnchanged  Code = "language_unchanged"  // one text is changed, the other stands as it was; lang
	UnitAddedApart     Code = "unit_added_apart"    // a unit is added in one text only; unit, lang
	UnitExcludedApart  Code = "unit_excluded_apart" // a unit is excluded in one text only; unit, lang
	UnitChangedApart   Code = "unit_changed_apart"  // a unit is changed in one text only; unit, lang
	FiguresApart       Code = "figures_apart"       // the texts have other figures in a changed unit; unit, ru, kk

	// An amending act (CheckAmending).
	PreambleInAmending  Code = "preamble_in_amending" // an amending act has a preamble
	TitleOrder          Code = "title_order"          // additions are named before changes; text
	TitleKindMissing    Code = "title_kind_missing"   // the title does not name what the act contains; text, kind
	TitleKindExtra      Code = "title_kind_extra"     // the title names what the act does not contain; text, kind
	TitleNumber         Code = "title_number"         // one or several; text, kind, count
	ActTwice            Code = "act_twice"            // the changes of one act stand in two items; act
	ActsOrder           Code = "acts_order"           // acts stand out of the order of force and date; act, before
	ActDateMissing      Code = "act_date_missing"     // an act is cited without its date; act
	NewWordingNeeded    Code = "new_wording_needed"   // a by-law is changed by words; text
	HalfOfActChanged    Code = "half_of_act_changed"  // more than half of the articles of an act are changed; act, percent
	ForceMissing        Code = "force_missing"        // no time of entry into force
	ForceTooSoon        Code = "force_too_soon"       // sanctions enter into force before sixty days; days
	InstructionUnread   Code = "instruction_unread"   // a sentence is no instruction that can be carried out; text
	InstructionNoWords  Code = "instruction_no_words" // quoted words are not in the unit; text, where
	InstructionTwice    Code = "instruction_twice"    // quoted words are in several places of the unit; text, where
	InstructionNoUnit   Code = "instruction_no_unit"  // the addressed unit is not in the act; text, where
	InstructionTaken    Code = "instruction_taken"    // the number of the new unit is in use; text, where
	InstructionFails    Code = "instruction_fails"    // it cannot be carried out for another reason; text, reason
	InstructionNoText   Code = "instruction_no_text"  // «следующей редакции:» and no new wording; text
	InstructionUnquoted Code = "instruction_unquoted" // a quotation mark of the new wording is missing; text
)

// ruling is the article behind a code, and how sure the check can be.
type ruling struct {
	rule     string
	severity Severity
}

const law = "480-V art. "

// rules cite the Law «On legal acts» as of 9 January 2026. What the Law leaves to the language («нормы литературного языка …
// и юридической техники») is cited as article 24(3) and is advice.
var rules = map[Code]ruling{
	NumberTwice:         {law + "23(5)", Caution},
	NumberOrder:         {law + "23(4)", Caution},
	NumberTaken:         {law + "26(7)", Caution},
	NumberNotNext:       {law + "26(7)", Caution},
	NumberNotAdditional: {law + "26(7)", Caution},
	NumberReused:        {law + "27(6)", Caution},
	NumberDropped:       {law + "27(6)", Caution},
	Renumbered:          {law + "27(6)", Caution},

	EmptyDraft:        {law + "23(1)", Caution},
	EmptyUnit:         {law + "23(1)", Caution},
	HeadingMissing:    {law + "23(9)", Caution},
	ListEndMissing:    {law + "23(1)", Caution},
	ListEndWrong:      {law + "23(1)", Caution},
	CapitalInList:     {law + "23(1)", Advice},
	SmallAtStart:      {law + "23(1)", Caution},
	DashBeforeUnit:    {law + "24(7)", Caution},
	EmphasisMark:      {law + "24(7)", Caution},
	DefinitionOrder:   {law + "23(7)", Caution},
	DefinitionsApart:  {law + "23(7)", Caution},
	OrdinalInFigures:  {law + "25(3)", Caution},
	NumberByAdjective: {law + "25(4)", Caution},

	ReferenceMissing:  {law + "25(4)", Caution},
	ReferenceExcluded: {law + "25(4)", Caution},

	MixedLetters:     {law + "24(3)", Advice},
	DoubleSpace:      {law + "24(3)", Advice},
	SpaceBefore:      {law + "24(3)", Advice},
	QuoteNotPaired:   {law + "24(3)", Advice},
	BracketNotPaired: {law + "24(3)", Advice},

	HalfChanged:        {law + "26(9)", Advice},
	LiabilityNew:       {law + "42(5)", Advice},
	LiabilityTightened: {law + "42(5)", Advice},
	LiabilityWider:     {law + "42(5)", Advice},
	LanguageUnchanged:  {law + "24(3)", Advice},
	UnitAddedApart:     {law + "24(3)", Caution},
	UnitExcludedApart:  {law + "24(3)", Caution},
	UnitChangedApart:   {law + "24(3)", Advice},
	FiguresApart:       {law + "24(3)", Advice},

	PreambleInAmending:  {law + "23(6)", Caution},
	TitleOrder:          {law + "26(1)", Caution},
	TitleKindMissing:    {law + "26(1)", Caution},
	TitleKindExtra:      {law + "26(1)", Caution},
	TitleNumber:         {law + "26(1)", Advice},
	ActTwice:            {law + "26(5)", Caution},
	ActsOrder:           {law + "26(5)", Caution},
	ActDateMissing:      {law + "26(2)", Caution},
	NewWordingNeeded:    {law + "26(6)", Caution},
	HalfOfActChanged:    {law + "26(9)", Caution},
	ForceMissing:        {law + "42(8)", Caution},
	ForceTooSoon:        {law + "42(5)", Advice},
	InstructionUnread:   {law + "24(3)", Caution},
	InstructionNoWords:  {law + "24(3)", Caution},
	InstructionTwice:    {law + "24(3)", Caution},
	InstructionNoUnit:   {law + "25(4)", Caution},
	InstructionTaken:    {law + "26(7)", Caution},
	InstructionFails:    {law + "24(3)", Caution},
	InstructionNoText:   {law + "24(3)", Caution},
	InstructionUnquoted: {law + "24(3)", Caution},
}

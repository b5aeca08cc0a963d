package proposals

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// Limits of what people type, in characters unless said.
const (
	MaxName    = 200
	MaxTitle   = 1000
	MaxComment = 8000
	MaxReason  = 2000
	// MaxQuote bounds the words that a comment quotes; a longer passage is quoted by its beginning.
	MaxQuote = 2000
	// MaxText bounds one text of a proposal, in bytes; the longest article of current codes has a tenth of it.
	MaxText = 512 << 10
)

// line checks a value of one line: there, not too long, plain.
func line(field, value string, limit int) (string, error) {
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		return "", Refuse(CodeEmpty, "field", field)
	case utf8.RuneCountInString(value) > limit:
		return "", Refuse(CodeTextTooLong, "limit", limit)
	case !plain(value) || strings.Contains(value, "\n"):
		return "", Refuse(CodeTextNotPlain)
	}
	return value, nil
}

// words checks a value of several lines.
func words(field, value string, limit int) (string, error) {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	switch {
	case value == "":
		return "", Refuse(CodeEmpty, "field", field)
	case utf8.RuneCountInString(value) > limit:
		return "", Refuse(CodeTextTooLong, "limit", limit)
	case !plain(value):
		return "", Refuse(CodeTextNotPlain)
	}
	return value, nil
}

// plain says whether s is valid text without control characters other than line breaks and tabs.
func plain(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return false
		}
	}
	return true
}

// title checks a title in two languages, of which one may be missing.
func title(field string, value Bilingual) (Bilingual, error) {
	var out Bilingual
	for lang, text := range map[act.Lang]string{act.Russian: value.Ru, act.Kazakh: value.Kk} {
		if strings.TrimSpace(text) == "" {
			continue
		}
		checked, err := line(field, text, MaxTitle)
		if err != nil {
			return Bilingual{}, err
		}
		out = out.with(lang, checked)
	}
	if out == (Bilingual{}) {
		return out, Refuse(CodeEmpty, "field", field)
	}
	return out, nil
}

// AddOrganisation adds an organisation to the group.
func (w *Workbench) AddOrganisation(ctx context.Context, by Member, name Bilingual, kind OrganisationKind, city string) (OrganisationID, error) {
	if !Can(by, ActAddOrganisation, nil, nil) {
		return "", Refuse(CodeForbidden)
	}
	data, err := checkOrganisation(Organisation{Name: name, Kind: kind, City: city})
	if err != nil {
		return "", err
	}
	id := OrganisationID(w.idFor(ctx, by.ID, "organisation"))
	return id, w.append(ctx, StreamOf("organisation", string(id)), by.ID, func() (Kind, any, error) {
		return OrganisationAdded, data, nil
	})
}

// CheckName gives a person's name as it is kept, or says what is wrong with it.
func CheckName(name string) (string, error) { return line("name", name, MaxName) }

// Join adds a member; its id is new. It asks no right: whoever calls it holds an invitation, which the door of accounts has
// checked.
func (w *Workbench) Join(ctx context.Context, m Member) error {
	said, err := checkPerson(m)
	if err != nil {
		return err
	}
	if !m.Role.valid() {
		return Refuse(CodeUnknownChoice, "field", "role")
	}
	return w.append(ctx, StreamOf("member", string(m.ID)), m.ID, func() (Kind, any, error) {
		if _, err := w.Organisation(m.Organisation); err != nil && m.Organisation != "" {
			return "", nil, Refuse(CodeUnknownChoice, "field", "organisation")
		}
		if _, err := w.Member(m.ID); err == nil {
			return "", nil, nil
		}
		return MemberJoined, memberData{m.Login, said.Name, m.Role, m.Organisation, said.Office, said.City}, nil
	})
}

// AddAct adds an act with its first expression and gives its id. The file it was read from is kept with it.
func (w *Workbench) AddAct(ctx context.Context, by Member, expression *act.Expression, profile act.Profile, source []byte) (ActID, error) {
	if !Can(by, ActAddAct, nil, nil) {
		return "", Refuse(CodeForbidden)
	}
	id := ActID(w.idFor(ctx, by.ID, "act"))
	stored, err := w.saveExpression(ctx, id, expression, source)
	if err != nil {
		return "", err
	}
	return id, w.append(ctx, StreamOf("act", string(id)), by.ID, func() (Kind, any, error) {
		return ActAdded, actData{Number: expression.Number, Profile: profile, First: stored}, nil
	})
}

// AddExpression adds the text in the other language to an act.
func (w *Workbench) AddExpression(ctx context.Context, by Member, id ActID, expression *act.Expression, source []byte) error {
	if !Can(by, ActAddAct, nil, nil) {
		return Refuse(CodeForbidden)
	}
	check := func() error {
		a, err := w.Act(id)
		if err != nil {
			return err
		}
		if _, taken := a.Expressions[expression.Lang]; taken {
			return Refuse(CodeLangTaken, "lang", expression.Lang)
		}
		return nil
	}
	if w.repeated(ctx, StreamOf("act", string(id)), by.ID) {
		return nil
	}
	if err := check(); err != nil {
		return err
	}
	stored, err := w.saveExpression(ctx, id, expression, source)
	if err != nil {
		return err
	}
	return w.append(ctx, StreamOf("act", string(id)), by.ID, func() (Kind, any, error) {
		return ExpressionAdded, stored, check()
	})
}

// Retitle corrects how an act is called in one language: files often come without the title, or with a shortened one.
func (w *Workbench) Retitle(ctx context.Context, by Member, id ActID, lang act.Lang, name string) error {
	if !Can(by, ActAddAct, nil, nil) {
		return Refuse(CodeForbidden)
	}
	name, err := line("title", name, MaxTitle)
	if err != nil {
		return err
	}
	return w.append(ctx, StreamOf("act", string(id)), by.ID, func() (Kind, any, error) {
		a, err := w.Act(id)
		if err != nil {
			return "", nil, err
		}
		if _, ok := a.Expressions[lang]; !ok {
			return "", nil, Refuse(CodeLangMissing, "lang", lang)
		}
		return ActRetitled, titleData{lang, name}, nil
	})
}

// distinct leaves each id once, in the order given.
func distinct(ids []ProposalID) []ProposalID {
	var out []ProposalID
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// checkExpression refuses a text that drafts could not be typed on: control characters, a title beyond all measure.
func checkExpression(e *act.Expression) error {
	if utf8.RuneCountInString(e.Title) > MaxTitle {
		return Refuse(CodeTextTooLong, "limit", MaxTitle)
	}
	var err error
	e.Walk(func(p *act.Provision) {
		if !plain(p.Label) || !plain(p.Heading) || !plain(p.Text) {
			err = Refuse(CodeTextNotPlain)
		}
	})
	return err
}

// saveExpression stores the text before the event that names it: a text without an event is never seen.
func (w *Workbench) saveExpression(ctx context.Context, id ActID, expression *act.Expression, source []byte) (expressionData, error) {
	if err := checkExpression(expression); err != nil {
		return expressionData{}, err
	}
	tree, err := json.Marshal(expression) // as the library writes it
	if err != nil {
		return expressionData{}, err
	}
	name := string(id) + "-" + string(expression.Lang) + "-" + w.newID()
	if err := w.library.Save(ctx, name, expression, source); err != nil {
		return expressionData{}, err
	}
	return expressionData{Lang: expression.Lang, Expression: name, Title: expression.Title,
		Articles: len(expression.Articles()), Sum: SumOf(tree, source)}, nil
}

// OpenBill opens a bill.
func (w *Workbench) OpenBill(ctx context.Context, by Member, name Bilingual) (BillID, error) {
	if !Can(by, ActOpenBill, nil, nil) {
		return "", Refuse(CodeForbidden)
	}
	name, err := title("title", name)
	if err != nil {
		return "", err
	}
	id := BillID(w.idFor(ctx, by.ID, "bill"))
	return id, w.append(ctx, StreamOf("bill", string(id)), by.ID, func() (Kind, any, error) {
		return BillOpened, billData{name}, nil
	})
}

// checkDate lets a day YYYY-MM-DD pass, and none.
func checkDate(date string) error {
	if date == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return Refuse(CodeUnknownChoice, "field", "date").Because(err)
	}
	return nil
}

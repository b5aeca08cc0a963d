package proposals

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
)

// LetGuestsIn opens the guests' link of a round table, or makes a new one in place of the former: it ends with the day of the
// round table, or with today where that has passed.
func (w *Workbench) LetGuestsIn(ctx context.Context, by Member, id RoundTableID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if !r.ClosedAt.IsZero() {
			return "", nil, Refuse(CodeNotSitting)
		}
		// 26 letters of 5 bits each: nobody finds a link by trying.
		return RoundTableGuestsLetIn, GuestLink{strings.ToLower(rand.Text()), endOfDay(r.Date, w.now())}, nil
	})
}

// endOfDay gives the midnight that ends a day, or today where the day has passed.
func endOfDay(date string, now time.Time) time.Time {
	date = max(date, now.In(astana).Format(time.DateOnly))
	day, err := time.ParseInLocation(time.DateOnly, date, astana)
	if err != nil { // an old log; checkDate lets none through
		day = now.In(astana)
	}
	return day.AddDate(0, 0, 1).UTC()
}

// CloseGuests ends the guests' link.
func (w *Workbench) CloseGuests(ctx context.Context, by Member, id RoundTableID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if r.Guests == nil {
			return unchanged()
		}
		return RoundTableGuestsClosed, struct{}{}, nil
	})
}

// guestTable finds the round table whose guests' link a token is: CodeNotFound when there is none, or its day is over.
func (w *Workbench) guestTable(token string) (*RoundTable, error) {
	now := w.now()
	w.mu.RLock()
	defer w.mu.RUnlock()
	var found *RoundTable
	for _, r := range w.group.RoundTables {
		// All are compared, each as long as any other: how long it takes says nothing about a token.
		if r.opens(token, now) {
			found = r
		}
	}
	if found == nil || !CanAt(Member{Role: Guest}, ActRemark, found, nil) {
		return nil, Refuse(CodeNotFound)
	}
	return found, nil
}

func (r *RoundTable) opens(token string, now time.Time) bool {
	return r.Guests != nil && now.Before(r.Guests.Until) && subtle.ConstantTimeCompare([]byte(r.Guests.Token), []byte(token)) == 1
}

// GuestView is what a guest sees.
type GuestView struct {
	RoundTable RoundTableID
	Title      Bilingual
	Date       string
	Place      Bilingual
	// Item is the item under discussion, Number its place on the agenda from 1; nil for none.
	Item   *AgendaItem
	Number int
	// Proposals are those of the item that the whole group sees and that are not withdrawn.
	Proposals []*Proposal
	// Remarks are the guest's own, by the ids that he has.
	Remarks []Remark
	// Until is when the link ends.
	Until time.Time
}

// MaxOwnRemarks bounds the remarks that a guest asks after at once.
const MaxOwnRemarks = 50

// Guest gives what the holder of a guests' link sees: of the proposals only what is under discussion now and shared.
func (w *Workbench) Guest(token string, own []RemarkID) (*GuestView, error) {
	r, err := w.guestTable(token)
	if err != nil {
		return nil, err
	}
	if len(own) > MaxOwnRemarks {
		return nil, Refuse(CodeTooMany, "limit", MaxOwnRemarks)
	}
	v := &GuestView{RoundTable: r.ID, Title: r.Title, Date: r.Date, Place: r.Place, Until: r.Guests.Until}
	if v.Item, v.Number = r.item(r.Current); v.Item != nil {
		v.Proposals = w.onItem(*v.Item, openToGuests)
	}
	for _, one := range r.Remarks {
		if slices.Contains(own, one.ID) {
			v.Remarks = append(v.Remarks, one)
		}
	}
	return v, nil
}

func openToGuests(p *Proposal) bool { return p.Shared && p.Status != Withdrawn }

// RoomRemark is what a guest sends. ID is made by the guest's browser, so that sending twice counts once.
type RoomRemark struct {
	ID           RemarkID
	Name         string
	Organisation string
	Body         string
	Lang         act.Lang
	// Item is the item the remark is about; empty for the one under discussion. Proposal may be empty.
	Item     AgendaItemID
	Proposal ProposalID
}

// SendRemark keeps what the holder of a guests' link says until an organiser lets it in, and gives how it stands. Personal data
// in it are refused before anything is kept. More than MaxRemarksADay a day are CodeTooOften, with the seconds until midnight.
func (w *Workbench) SendRemark(ctx context.Context, token string, sent RoomRemark) (RemarkState, error) {
	table, err := w.guestTable(token)
	if err != nil {
		return "", err
	}
	data, err := checkRemark(sent)
	if err != nil {
		return "", err
	}
	state := RemarkWaiting
	err = w.atTable(withoutCommand(ctx), "", table.ID, func(r *RoundTable) (Kind, any, error) {
		now := w.now()
		if !r.opens(token, now) {
			return "", nil, Refuse(CodeNotFound)
		}
		if known := r.Remark(data.ID); known != nil {
			state = known.State
			return "", nil, known.sentAgain(data)
		}
		if err := takesRemark(r.Remarks, MaxRemarksADay, now); err != nil {
			return "", nil, err
		}
		if data.Item == "" {
			data.Item = r.Current
		}
		item, _ := r.item(data.Item)
		if item == nil && data.Item != "" {
			return "", nil, Refuse(CodeUnknownChoice, "field", "item")
		}
		if data.Proposal != "" && (item == nil || !slices.ContainsFunc(w.onItem(*item, openToGuests), func(p *Proposal) bool { return p.ID == data.Proposal })) {
			return "", nil, Refuse(CodeNotOnAgenda)
		}
		return RoundTableRemarkMade, data, nil
	})
	return state, err
}

// takesRemark says whether there is room for one more remark, of which so many come a day at most. Those that were refused are not
// counted: who looks at a flood of them and refuses it makes room for the others.
func takesRemark(list []Remark, aDay int, now time.Time) error {
	if len(list) >= MaxRemarks {
		return Refuse(CodeTooMany, "limit", MaxRemarks)
	}
	midnight := endOfDay("", now)
	today := 0
	for _, one := range slices.Backward(list) {
		if one.At.Before(midnight.AddDate(0, 0, -1)) {
			break
		}
		if one.State != RemarkRefused {
			today++
		}
	}
	if today >= aDay {
		return Refuse(CodeTooOften, "seconds", int(midnight.Sub(now).Seconds())+1)
	}
	return nil
}

func checkRemark(sent RoomRemark) (remarkData, error) {
	data := remarkData{ID: sent.ID, Lang: sent.Lang, Item: sent.Item, Proposal: sent.Proposal}
	if len(sent.ID) < 8 {
		return data, Refuse(CodeBadID, "field", "id")
	}
	err := checkID("id", string(sent.ID))
	if err != nil {
		return data, err
	}
	if data.Name, err = line("name", sent.Name, MaxName); err != nil {
		return data, err
	}
	if data.Organisation, err = optionalLine("organisation", sent.Organisation, MaxName); err != nil {
		return data, err
	}
	if data.Body, err = words("body", sent.Body, MaxRemark); err != nil {
		return data, err
	}
	if data.Lang != act.Russian && data.Lang != act.Kazakh {
		return data, Refuse(CodeUnknownChoice, "field", "lang")
	}
	for _, one := range []struct{ field, text string }{{"name", data.Name}, {"organisation", data.Organisation}, {"body", data.Body}} {
		if err := refusePersonal(one.field, one.text); err != nil {
			return data, err
		}
	}
	return data, nil
}

// AdmitRemark shows a remark to the group, RefuseRemark keeps it from the group, also one that was let in before.
func (w *Workbench) AdmitRemark(ctx context.Context, by Member, id RoundTableID, remark RemarkID) error {
	return w.judge(ctx, by, id, remark, RemarkAdmitted, RoundTableRemarkAdmitted)
}

// RefuseRemark: see AdmitRemark.
func (w *Workbench) RefuseRemark(ctx context.Context, by Member, id RoundTableID, remark RemarkID) error {
	return w.judge(ctx, by, id, remark, RemarkRefused, RoundTableRemarkRefused)
}

func (w *Workbench) judge(ctx context.Context, by Member, id RoundTableID, remark RemarkID, to RemarkState, kind Kind) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) { return r.Remark(remark).judged(kind, to) })
}

// judged decides on letting a remark in or keeping it out; one is nil where there is no such remark.
func (one *Remark) judged(kind Kind, to RemarkState) (Kind, any, error) {
	switch {
	case one == nil:
		return "", nil, Refuse(CodeNotFound)
	case one.State == to:
		return unchanged()
	}
	return kind, remarkStateData{one.ID}, nil
}

// AnswerRemark records what became of a remark that was let in; rejecting needs a reason. An empty outcome takes the answer
// back.
func (w *Workbench) AnswerRemark(ctx context.Context, by Member, id RoundTableID, remark RemarkID, outcome Outcome, reason Bilingual) error {
	reason, err := checkAnswer(outcome, reason)
	if err != nil {
		return w.hidden(by, id, err)
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		return r.Remark(remark).answered(RoundTableRemarkAnswered, outcome, reason)
	})
}

// answered decides on an answer to a remark; one is nil where there is no such remark.
func (one *Remark) answered(kind Kind, outcome Outcome, reason Bilingual) (Kind, any, error) {
	switch {
	case one == nil:
		return "", nil, Refuse(CodeNotFound)
	case one.State != RemarkAdmitted:
		return "", nil, Refuse(CodeRemarkNotIn)
	case one.Outcome == outcome && one.Reason == reason:
		return unchanged()
	}
	return kind, remarkAnswerData{one.ID, outcome, reason}, nil
}

// sentAgain refuses a remark that comes under the id of another one.
func (one *Remark) sentAgain(data remarkData) error {
	if one.Body != data.Body || one.Name != data.Name {
		return Refuse(CodeIDTaken)
	}
	return nil
}

// remark is what is kept of a remark that was just made.
func (d remarkData) remark(at time.Time) Remark {
	return Remark{ID: d.ID, Name: d.Name, Organisation: d.Organisation, Body: d.Body, Lang: d.Lang, Item: d.Item, Proposal: d.Proposal,
		At: at, State: RemarkWaiting}
}

// answer puts the group's answer to a remark.
func (d remarkAnswerData) answer(ev Event) func(*Remark) {
	return func(one *Remark) {
		one.Outcome, one.Reason, one.AnsweredBy, one.AnsweredAt = d.Outcome, d.Reason, ev.By, ev.At
	}
}

// checkAnswer checks the group's answer to a remark: what was rejected is owed a reason (480-V art. 17-1(13)).
func checkAnswer(outcome Outcome, reason Bilingual) (Bilingual, error) {
	if !outcome.valid() {
		return reason, Refuse(CodeUnknownChoice, "field", "outcome")
	}
	if outcome != OutcomeRejected && strings.TrimSpace(reason.Ru+reason.Kk) == "" {
		return Bilingual{}, nil
	}
	return bilingualWords("reason", reason, MaxReason)
}

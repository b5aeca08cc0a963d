package api

import (
	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// waitingView is one list of a home with how many there are in all.
type waitingView[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total"`
}

// viewWaiting turns each item of a list into what a page shows of it.
func viewWaiting[T, V any](w proposals.Waiting[T], view func(T) V) waitingView[V] {
	v := waitingView[V]{Items: make([]V, len(w.Items)), Total: w.Total}
	for i, item := range w.Items {
		v.Items[i] = view(item)
	}
	return v
}

type homeDraftView struct {
	Proposal proposalSummary `json:"proposal"`
	Warnings int             `json:"warnings"`
}

type homeThreadView struct {
	Proposal proposalSummary      `json:"proposal"`
	Comment  proposals.CommentID  `json:"comment"`
	Call     proposals.ThreadCall `json:"call"`
	Quote    string               `json:"quote"`
	signature
	At   string `json:"at"`
	Body string `json:"body"`
}

type homeReviewView struct {
	Proposal proposalSummary `json:"proposal"`
	Changes  int             `json:"changes"`
}

type collidedView struct {
	Proposal proposalSummary         `json:"proposal"`
	Other    proposalSummary         `json:"other"`
	Kind     proposals.CollisionKind `json:"kind"`
	Address  proposals.Bilingual     `json:"address"`
}

type homeNewsView struct {
	Proposal proposalSummary `json:"proposal"`
	Events   int             `json:"events"`
	New      bool            `json:"new"`
	signature
	At string `json:"at"`
}

type homePublicView struct {
	Bill    titledBill `json:"bill"`
	Waiting int        `json:"waiting"`
	Name    string     `json:"name"`
	At      string     `json:"at"`
	Body    string     `json:"body"`
}

type homeView struct {
	Drafts     waitingView[homeDraftView]   `json:"drafts"`
	Threads    waitingView[homeThreadView]  `json:"threads"`
	Reviews    waitingView[homeReviewView]  `json:"reviews"`
	Decisions  waitingView[proposalSummary] `json:"decisions"`
	Conflicts  waitingView[proposalSummary] `json:"conflicts"`
	Collisions waitingView[collidedView]    `json:"collisions"`
	Public     waitingView[homePublicView]  `json:"public"`
	// Comparing says that some proposals are still being compared, so that there may be more collisions in a moment.
	Comparing  bool                      `json:"comparing"`
	RoundTable *roundTableInList         `json:"roundTable"`
	OnAgenda   int                       `json:"onAgenda"`
	News       waitingView[homeNewsView] `json:"news"`
	Latest     []proposalSummary         `json:"latest"`
	Acts       int                       `json:"acts"`
	Bills      int                       `json:"bills"`
}

// getHome answers everything that waits for the member, in one request.
func (s *server) getHome(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	h, err := s.Workbench.Home(ctx, m)
	if err != nil {
		return err
	}
	n := names{s.Workbench}
	v := homeView{
		Drafts: viewWaiting(h.Drafts, func(d proposals.HomeDraft) homeDraftView { return homeDraftView{n.summary(d.Proposal), d.Warnings} }),
		Threads: viewWaiting(h.Threads, func(t proposals.HomeThread) homeThreadView {
			quote := ""
			if t.Thread.Anchor != nil {
				quote = t.Thread.Anchor.Quote
			}
			return homeThreadView{n.summary(t.Proposal), t.Thread.ID, t.Call, quote, n.sign(t.Last.Author), timeView(t.Last.At), n.spoken(t.Last.Body)}
		}),
		Reviews:   viewWaiting(h.Reviews, func(r proposals.HomeReview) homeReviewView { return homeReviewView{n.summary(r.Proposal), r.Changes} }),
		Decisions: viewWaiting(h.Decisions, n.summary),
		Conflicts: viewWaiting(h.Conflicts, n.summary),
		Collisions: viewWaiting(h.Collisions, func(c proposals.Collided) collidedView {
			return collidedView{n.summary(c.Proposal), n.summary(c.Other), c.Kind, c.Address}
		}),
		Public: viewWaiting(h.Public, func(one proposals.HomePublic) homePublicView {
			return homePublicView{titledBill{one.Bill.ID, one.Bill.Title}, one.Waiting, one.Latest.Signature(), timeView(one.Latest.At), one.Latest.Body}
		}),
		Comparing: h.Comparing,
		OnAgenda:  h.OnAgenda,
		News: viewWaiting(h.News, func(one proposals.HomeNews) homeNewsView {
			return homeNewsView{n.summary(one.Proposal), one.Events, one.New, n.sign(one.By), timeView(one.At)}
		}),
		Latest: n.summaries(h.Latest),
		Acts:   len(s.Workbench.Acts()), Bills: len(s.Workbench.Bills()),
	}
	if h.RoundTable != nil {
		table := s.roundTableInList(h.RoundTable, m)
		v.RoundTable = &table
	}
	return c.JSON(fiber.Map{"home": v})
}

// spoken gives the text of a comment with its mentions as names.
func (n names) spoken(body string) string {
	return proposals.Spoken(body, func(id proposals.MemberID) string { return n.sign(id).AuthorName })
}

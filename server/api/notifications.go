package api

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// maxNoticeWords bounds what a notification quotes, in characters: it leads to the page where all of it stands.
const maxNoticeWords = 300

// placeView is a proposal as a notification names it.
type placeView struct {
	ID       proposals.ProposalID `json:"id"`
	Bill     proposals.BillID     `json:"bill"`
	Address  proposals.Bilingual  `json:"address"`
	Heading  proposals.Bilingual  `json:"heading"`
	ActTitle proposals.Bilingual  `json:"actTitle"`
}

func (n names) place(p *proposals.Proposal) *placeView {
	if p == nil {
		return nil
	}
	v := &placeView{ID: p.ID, Bill: p.Bill, Address: p.Address, Heading: p.Heading}
	if a, err := n.workbench.Act(p.Act); err == nil {
		v.ActTitle = a.Title
	}
	return v
}

type meetingView struct {
	ID    proposals.RoundTableID `json:"id"`
	Title proposals.Bilingual    `json:"title"`
	Date  string                 `json:"date"`
}

type titledBill struct {
	ID    proposals.BillID    `json:"id"`
	Title proposals.Bilingual `json:"title"`
}

type noticeView struct {
	proposals.EventRef
	Reason     proposals.NoticeReason `json:"reason"`
	At         string                 `json:"at"`
	By         proposals.MemberID     `json:"by"`
	ByName     string                 `json:"byName"`
	Proposal   *placeView             `json:"proposal"`
	Other      *placeView             `json:"other"`
	RoundTable *meetingView           `json:"roundTable"`
	Bill       *titledBill            `json:"bill"`
	Comment    proposals.CommentID    `json:"comment"`
	Words      string                 `json:"words"`
	Status     proposals.Status       `json:"status"`
	Read       bool                   `json:"read"`
}

func (n names) notice(one proposals.Notice) noticeView {
	v := noticeView{EventRef: one.EventRef, Reason: one.Reason, At: timeView(one.Event.At), By: one.Event.By,
		ByName: n.sign(one.Event.By).AuthorName, Proposal: n.place(one.Proposal), Other: n.place(one.Other), Comment: one.Comment,
		Words: one.Words, Status: one.Status, Read: one.Read}
	if r := one.RoundTable; r != nil {
		v.RoundTable = &meetingView{r.ID, r.Title, r.Date}
	}
	if one.Remark != nil { // nobody of the group: a name as it was written on the page
		v.Bill, v.ByName = &titledBill{one.Bill.ID, one.Bill.Title}, one.Remark.Signature()
	}
	if runes := []rune(v.Words); len(runes) > maxNoticeWords {
		v.Words = string(runes[:maxNoticeWords]) + "…"
	}
	return v
}

func (s *server) getNotifications(c *fiber.Ctx, m proposals.Member) error {
	page := s.Workbench.Notices(m, c.QueryInt("skip"), c.QueryInt("limit", 30))
	list := []noticeView{}
	for _, one := range page.Notices {
		list = append(list, names{s.Workbench}.notice(one))
	}
	return c.JSON(fiber.Map{"notifications": list, "unread": page.Unread, "upTo": page.UpTo, "more": page.More})
}

func (s *server) postRead(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		UpTo  map[proposals.Stream]int
		Items []proposals.EventRef
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.MarkRead(ctx, m, body.UpTo, body.Items); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"unread": s.Workbench.Notices(m, 0, 1).Unread})
}

type stepView struct {
	Status proposals.Status `json:"status"`
	ByName string           `json:"byName"`
	At     string           `json:"at"`
	Reason string           `json:"reason"`
}

type newsView struct {
	Proposal  proposalSummary `json:"proposal"`
	Since     int             `json:"since"`
	New       bool            `json:"new"`
	Edited    []act.Lang      `json:"edited"`
	Justified bool            `json:"justified"`
	Comments  int             `json:"comments"`
	Replies   int             `json:"replies"`
	Reviews   int             `json:"reviews"`
	Evidence  int             `json:"evidence"`
	Citations int             `json:"citations"`
	Steps     []stepView      `json:"steps"`
	By        []string        `json:"by"`
	At        string          `json:"at"`
}

func (n names) news(one proposals.ProposalNews) newsView {
	v := newsView{Proposal: n.summary(one.Proposal), Since: one.Since, New: one.New, Edited: append([]act.Lang{}, one.Edited...),
		Justified: one.Justified, Comments: one.Comments, Replies: one.Replies, Reviews: one.Reviews, Evidence: one.Evidence, Citations: one.Citations, Steps: []stepView{}, By: []string{},
		At: timeView(one.At)}
	for _, step := range one.Steps {
		v.Steps = append(v.Steps, stepView{step.Status, n.sign(step.Event.By).AuthorName, timeView(step.Event.At), step.Reason})
	}
	for _, m := range one.By {
		v.By = append(v.By, n.sign(m).AuthorName)
	}
	return v
}

func (s *server) getBillNews(c *fiber.Ctx, m proposals.Member) error {
	news, err := s.Workbench.BillNews(m, proposals.BillID(c.Params("id")))
	if err != nil {
		return err
	}
	list := []newsView{}
	for _, one := range news.News {
		list = append(list, names{s.Workbench}.news(one))
	}
	body := fiber.Map{"visitedAt": nil, "news": list, "now": news.Now}
	if news.Visited {
		body["visitedAt"] = timeView(news.At)
	}
	return c.JSON(body)
}

func (s *server) postVisit(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Seen map[proposals.ProposalID]int
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.Visit(ctx, m, proposals.BillID(c.Params("id")), body.Seen); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (s *server) getSince(c *fiber.Ctx, m proposals.Member) error {
	ops, err := s.Workbench.Since(m, proposalID(c), c.QueryInt("seq"))
	if err != nil {
		return err
	}
	langs := map[act.Lang]fiber.Map{}
	for lang, one := range ops {
		langs[lang] = fiber.Map{"ops": one, "changes": redline.Changes(one)}
	}
	return c.JSON(fiber.Map{"langs": langs})
}

// preferencesView is what a member chose, without the secret of the link that ends it.
type preferencesView struct {
	Email    string           `json:"email"`
	Digest   proposals.Digest `json:"digest"`
	Hour     int              `json:"hour"`
	Mentions bool             `json:"mentions"`
	Lang     string           `json:"lang"`
}

func (s *server) getPreferences(c *fiber.Ctx, m proposals.Member) error {
	p := s.Workbench.Preferences(m)
	return c.JSON(fiber.Map{"preferences": preferencesView{p.Email, p.Digest, p.Hour, p.Mentions, p.Lang}, "mail": s.Mail, "zone": s.Zone})
}

func (s *server) putPreferences(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		preferencesView
		Password string `json:"password"` // the present one, where the address is another
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	// Links for a new password go to the address: who changes it changes what opens the account.
	if strings.TrimSpace(body.Email) != s.Workbench.Preferences(m).Email {
		if err := s.Door.Owner(ctx, m, body.Password, s.address(c)); err != nil {
			return err
		}
	}
	if err := s.Workbench.SetPreferences(ctx, m, proposals.Preferences{Email: body.Email, Digest: body.Digest, Hour: body.Hour,
		Mentions: body.Mentions, Lang: body.Lang}); err != nil {
		return err
	}
	return s.getPreferences(c, m)
}

// toUnsubscribePage leads a person to the page with the button. Looking at an address changes nothing: programs that search
// mail for bad links look at all of them.
func (s *server) toUnsubscribePage(c *fiber.Ctx) error {
	return c.Redirect("/unsubscribe/"+url.PathEscape(c.Params("token")), http.StatusSeeOther)
}

// postUnsubscribe ends the letters to an address. It asks for no session: who has the link has the letters, and mail programs
// call it by themselves (RFC 8058).
func (s *server) postUnsubscribe(c *fiber.Ctx) error {
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.Unsubscribe(ctx, strings.Clone(c.Params("token"))); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// What guests may send to one round table. A hall sits behind one address, so it is the browser that has few, and the address as
// many as a hall sends; browsers that keep no cookie share the few of one, at each address.
const (
	remarkWindow           = 10 * time.Minute
	remarksOfBrowser       = 10
	remarksOfBrowserADay   = 50
	remarksOfAddress       = 120
	remarksOfBrowserWindow = 24 * time.Hour
)

// guestRoutes are the calls of who holds the guests' link of a round table. They ask for no session.
func (s *server) guestRoutes(r fiber.Router) {
	room := &guestRoom{server: s, browser: quota{limit: remarksOfBrowser, window: remarkWindow},
		day: quota{limit: remarksOfBrowserADay, window: remarksOfBrowserWindow}, address: quota{limit: remarksOfAddress, window: remarkWindow}}
	r.Get("/guest/:token", s.affordGuest, room.get)
	r.Post("/guest/:token/remarks", s.affordGuest, room.post)
}

// guestRoom answers guests.
type guestRoom struct {
	*server
	browser, day, address quota
	redlines              redlines
}

type guestItemView struct {
	ID        proposals.AgendaItemID `json:"id"`
	Title     proposals.Bilingual    `json:"title"`
	N         int                    `json:"n"`
	Proposals []guestProposalView    `json:"proposals"`
}

type guestProposalView struct {
	ID      proposals.ProposalID `json:"id"`
	Address proposals.Bilingual  `json:"address"`
	Kind    proposals.ChangeKind `json:"kind"`
	Ops     []redline.Op         `json:"ops"`
}

// get answers what is under discussion and how the guest's own remarks stand. It is asked again and again by every telephone
// in the hall.
func (g *guestRoom) get(c *fiber.Ctx) error {
	lang, err := langParam(c.Query("lang", string(act.Russian)))
	if err != nil {
		return err
	}
	var own []proposals.RemarkID
	for _, id := range strings.Split(c.Query("ids"), ",") {
		if id != "" {
			own = append(own, proposals.RemarkID(id))
		}
	}
	seen, err := g.Workbench.Guest(c.Params("token"), own)
	if err != nil {
		return err
	}
	g.visitor(c)
	remarks := []remarkView{}
	for _, one := range seen.Remarks {
		// Who of the group answered is the group's own affair.
		one.AnsweredBy = ""
		remarks = append(remarks, names{g.Workbench}.remark(one))
	}
	return c.JSON(fiber.Map{"roundTable": fiber.Map{"title": seen.Title, "date": seen.Date, "place": seen.Place},
		"item": g.item(seen, lang), "remarks": remarks, "until": timeView(seen.Until)})
}

func (g *guestRoom) item(seen *proposals.GuestView, lang act.Lang) *guestItemView {
	if seen.Item == nil {
		return nil
	}
	v := &guestItemView{ID: seen.Item.ID, Title: seen.Item.Title, N: seen.Number, Proposals: []guestProposalView{}}
	if v.Title == (proposals.Bilingual{}) && seen.Item.Bill != "" {
		if b, err := g.Workbench.Bill(seen.Item.Bill); err == nil {
			v.Title = b.Title
		}
	}
	for _, p := range seen.Proposals {
		one := guestProposalView{p.ID, p.Address, p.Kind, []redline.Op{}}
		if wording, ok := p.Text(proposals.Wording, lang); ok {
			one.Ops = append(one.Ops, g.redlines.of(p.ID, lang, wording)...)
		}
		v.Proposals = append(v.Proposals, one)
	}
	return v
}

func (g *guestRoom) post(c *fiber.Ctx) error {
	sent, err := decode[proposals.RoomRemark](c)
	if err != nil {
		return err
	}
	token := c.Params("token")
	seen, err := g.Workbench.Guest(token, []proposals.RemarkID{sent.ID})
	if err != nil {
		return err
	}
	giveBack := func() {}
	if len(seen.Remarks) == 0 { // one that is sent again is there already
		if giveBack, err = g.take(c, seen.RoundTable, sent.ID); err != nil {
			return err
		}
	}
	ctx, cancel := deadline(c)
	defer cancel()
	state, err := g.Workbench.SendRemark(ctx, token, sent)
	if err != nil {
		giveBack()
		return err
	}
	return c.Status(http.StatusAccepted).JSON(fiber.Map{"id": sent.ID, "state": state})
}

// take counts a remark of a browser and of its address.
func (g *guestRoom) take(c *fiber.Ctx, table proposals.RoundTableID, id proposals.RemarkID) (giveBack func(), err error) {
	address := string(table) + " " + network(g.server.address(c))
	browser := address + " " + g.visitor(c)
	var taken []func()
	giveBack = func() {
		for _, back := range taken {
			back()
		}
	}
	for _, one := range []struct {
		of  *quota
		key string
	}{{&g.browser, browser}, {&g.day, browser}, {&g.address, address}} {
		back, err := one.of.take(one.key, string(id), g.Now())
		if err != nil {
			giveBack()
			return nil, err
		}
		taken = append(taken, back)
	}
	return giveBack, nil
}

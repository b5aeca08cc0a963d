package api

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
)

// shapeOfExpressions goes into the tag of an expression and changes with the JSON it is sent in.
const shapeOfExpressions = "1-"

// maxHits bounds what one search answers.
const maxHits = 200

func (s *server) getActs(c *fiber.Ctx, _ proposals.Member) error {
	acts := []actView{}
	for _, a := range s.Workbench.Acts() {
		acts = append(acts, viewAct(a))
	}
	return c.JSON(fiber.Map{"acts": acts})
}

func (s *server) getAct(c *fiber.Ctx, _ proposals.Member) error {
	a, err := s.Workbench.Act(proposals.ActID(c.Params("id")))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"act": viewAct(a)})
}

// postAct reads an act from the uploaded file and adds it to the library, or a language to an act that is there. What
// cannot be read leaves nothing behind.
func (s *server) postAct(c *fiber.Ctx, m proposals.Member) error {
	// Asked before the file is read, which may be much work.
	if !proposals.Can(m, proposals.ActAddAct, nil, nil) {
		return proposals.Refuse(proposals.CodeForbidden)
	}
	content, name, err := upload(c)
	if err != nil {
		return err
	}
	var options []source.Option
	if c.FormValue("truncated") == "accept" {
		options = append(options, source.AcceptTruncated)
	}
	document, err := s.read(content, name, options...)
	if err != nil {
		return err
	}
	if lang := c.FormValue("lang"); lang != "" && lang != string(document.Expression.Lang) {
		return proposals.Refuse(codeOtherLanguage, "lang", document.Expression.Lang)
	}
	if document.Expression.Title == "" { // the organiser can put it right; an act without a name cannot be chosen
		document.Expression.Title = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	if !awaited(c) { // it was cancelled while it was read: nothing is stored
		return errGone
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id := proposals.ActID(c.FormValue("act"))
	if _, newer := form(c)["edition"]; newer {
		err = s.Workbench.AddEdition(ctx, m, id, document.Expression, c.FormValue("edition"), content)
		if err == nil {
			// The edition stands; what breaks off here is finished at the next start.
			if err := s.Workbench.Rebase(ctx, m.ID, id); err != nil {
				s.Log.Error("proposals were not all carried over", "request", requestID(c), "act", id, "error", err)
			}
		}
	} else if id != "" {
		err = s.Workbench.AddExpression(ctx, m, id, document.Expression, content)
	} else {
		id, err = s.Workbench.AddAct(ctx, m, document.Expression, document.Profile, content)
	}
	if err != nil {
		return err
	}
	a, err := s.Workbench.Act(id)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"act": viewAct(a), "report": s.reportView(c, document.Report)})
}

// form gives the fields of the form.
func form(c *fiber.Ctx) map[string][]string {
	if f, err := c.MultipartForm(); err == nil {
		return f.Value
	}
	return nil
}

// upload gives the file of the form.
func upload(c *fiber.Ctx) (content []byte, name string, err error) {
	header, err := c.FormFile("file")
	if err != nil {
		return nil, "", proposals.Refuse(proposals.CodeEmpty, "field", "file").Because(err)
	}
	if header.Size > source.MaxBytes {
		return nil, "", proposals.Refuse(codeTooLarge, "limit", source.MaxBytes>>20)
	}
	var file multipart.File
	if file, err = header.Open(); err != nil {
		return nil, "", err
	}
	content, err = io.ReadAll(file)
	return content, header.Filename, errors.Join(err, file.Close())
}

// putTitle corrects the title of an act.
func (s *server) putTitle(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Lang  act.Lang
		Title string
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.Retitle(ctx, m, proposals.ActID(c.Params("id")), body.Lang, body.Title); err != nil {
		return err
	}
	return s.getAct(c, m)
}

type findingView struct {
	Code    string `json:"code"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// maxFindings bounds the findings that a page shows; the command line shows all.
const maxFindings = 200

func (s *server) reportView(c *fiber.Ctx, r *source.Report) fiber.Map {
	findings := []findingView{}
	lang := readerLanguage(c)
	for _, f := range r.Findings[:min(len(r.Findings), maxFindings)] {
		findings = append(findings, findingView{f.Code, f.Line,
			s.messages.message(lang, "finding_"+f.Code, map[string]any{"text": f.Text, "line": f.Line})})
	}
	return fiber.Map{"units": r.Units, "findings": findings, "found": len(r.Findings), "notes": len(r.Notes)}
}

func langParam(value string) (act.Lang, error) {
	if lang := act.Lang(value); lang == act.Russian || lang == act.Kazakh {
		return lang, nil
	}
	return "", proposals.Refuse(proposals.CodeUnknownChoice, "field", "lang")
}

func (s *server) getExpression(c *fiber.Ctx, _ proposals.Member) error {
	lang, err := langParam(c.Params("lang"))
	if err != nil {
		return err
	}
	a, err := s.Workbench.Act(proposals.ActID(c.Params("id")))
	if err != nil {
		return err
	}
	edition := c.Query("edition", a.Expressions[lang])
	// An expression is never changed, so its id says whether the browser has it already.
	if edition == "" {
		return proposals.Refuse(proposals.CodeLangMissing, "lang", lang)
	}
	ctx, cancel := deadline(c)
	defer cancel()
	expression, err := s.Workbench.Edition(ctx, a.ID, edition)
	if err != nil {
		return err
	}
	tag := `"` + shapeOfExpressions + edition + `"`
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	if slices.Contains([]string{tag, "W/" + tag}, c.Get(fiber.HeaderIfNoneMatch)) {
		return c.SendStatus(http.StatusNotModified)
	}
	return c.JSON(expression)
}

type hitView struct {
	EID     string   `json:"eid"`
	Article string   `json:"article"`
	Address string   `json:"address"`
	Text    string   `json:"text"`
	Marks   [][2]int `json:"marks"`
}

func (s *server) searchAct(c *fiber.Ctx, _ proposals.Member) error {
	lang, err := langParam(c.Query("lang"))
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	found, err := s.Workbench.SearchAct(ctx, proposals.ActID(c.Params("id")), lang, c.Query("q"), maxHits)
	if err != nil {
		return err
	}
	hits := []hitView{}
	for _, f := range found {
		hits = append(hits, hitView{f.EID, f.Article, f.Address, f.Text, f.Marks})
	}
	return c.JSON(fiber.Map{"hits": hits, "total": len(hits)})
}

package api

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/attachment"
)

func (s *server) fileRoutes(r fiber.Router) {
	r.Post("/files", s.signedIn(s.postFile))
	r.Get("/files/:id/:name", s.signedIn(s.getFile))
}

// postFile takes in a file that something is to name.
func (s *server) postFile(c *fiber.Ctx, m proposals.Member) error {
	if header, err := c.FormFile("file"); err == nil && header.Size > attachment.MaxBytes { // it is not read at all
		return proposals.Refuse(proposals.CodeFileOverLimit, "limit", attachment.MaxBytes>>20)
	}
	content, name, err := upload(c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	file, err := s.Workbench.Bring(ctx, m, name, content)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"file": file})
}

// getFile gives a file as a download. A browser must not run it as a page of ours whatever is in it: it is saved and not shown,
// taken for nothing but what it is, and opened all the same it may do nothing.
func (s *server) getFile(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	file, content, err := s.Workbench.File(ctx, m, c.Params("id"))
	if err != nil {
		return err
	}
	mediaType := file.Type
	if strings.HasPrefix(mediaType, "text/") {
		mediaType += "; charset=utf-8"
	}
	c.Set(fiber.HeaderContentType, mediaType)
	c.Set(fiber.HeaderContentDisposition, saveAs(file.Name))
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	return c.Send(content)
}

// saveAs is the disposition of a download under a name of any letters (RFC 6266); who knows only Latin ones reads dashes.
func saveAs(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '-'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// Package web serves the page: the built frontend, with headers that let a browser run only what comes from here.
package web

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// ErrNotBuilt says that the binary was built without the page: `npm run build` comes first.
var ErrNotBuilt = errors.New("web: the frontend was not built into this binary")

// policy lets the page load scripts, styles and fonts from this server alone, and nothing inline.
var policy = strings.Join([]string{
	"default-src 'self'",
	"img-src 'self' data:",
	"object-src 'none'",
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors 'none'",
}, "; ")

// Mount serves the files of dist, and index.html for every address that is a page of the application. public says which of
// these addresses robots may keep; all others are a group's own.
func Mount(app *fiber.App, dist fs.FS, public func(path string) bool) error {
	index, err := fs.ReadFile(dist, "index.html")
	if err != nil {
		return ErrNotBuilt
	}
	files := &packed{}
	app.Get("/*", func(c *fiber.Ctx) error {
		name := strings.TrimPrefix(path.Clean("/"+c.Params("*")), "/")
		if content, err := fs.ReadFile(dist, name); err == nil && name != "index.html" {
			return sendFile(c, files, name, content)
		}
		if strings.HasPrefix(name, "assets/") {
			return fiber.ErrNotFound
		}
		if !public(c.Path()) {
			c.Set("X-Robots-Tag", "noindex")
		}
		return sendPage(c, index)
	})
	return nil
}

// kindOf gives the media type of a file. Fonts are named here because the tables of systems leave them out.
func kindOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
	}
	return fiber.MIMEOctetStream
}

func sendFile(c *fiber.Ctx, files *packed, name string, content []byte) error {
	c.Set(fiber.HeaderContentType, kindOf(name))
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if strings.HasPrefix(name, "assets/") { // the name holds a hash of the content
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	if coding, body, ok := files.pack(c, name, path.Ext(name), content); ok {
		c.Set(fiber.HeaderContentEncoding, coding)
		content = body
	}
	return c.Send(content)
}

func sendPage(c *fiber.Ctx, index []byte) error {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Status(http.StatusOK).Send(index)
}

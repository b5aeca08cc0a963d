package web

import (
	"slices"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Below this nothing is gained by packing, above it a file is none of ours.
const (
	leastPacked = 1 << 10
	mostPacked  = 4 << 20
)

// packedKinds are those that are text. Fonts are packed already.
var packedKinds = []string{".js", ".css", ".svg"}

// packed keeps files as small as they get. They never change while the program runs, so that each is packed once and well, where an answer
// that is made anew is packed quickly: over a poor line a fifth of the first load is a second. The zero value is empty and ready.
type packed struct {
	mu    sync.Mutex
	files map[string]func() []byte
}

// pack gives a file in the best coding that a browser takes; ok is false where it is to be sent as it is.
func (p *packed) pack(c *fiber.Ctx, name, ext string, content []byte) (coding string, body []byte, ok bool) {
	if ext == ".woff2" || ext == ".woff" { // packed by nature: whoever packs answers after us would spend time on it for nothing
		c.Request().Header.Del(fiber.HeaderAcceptEncoding)
	}
	if len(content) < leastPacked || len(content) > mostPacked || !slices.Contains(packedKinds, ext) {
		return "", nil, false
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	switch {
	case c.Request().Header.HasAcceptEncoding("br"):
		return "br", p.once("br/"+name, func() []byte {
			return fasthttp.AppendBrotliBytesLevel(nil, content, fasthttp.CompressBrotliBestCompression)
		}), true
	case c.Request().Header.HasAcceptEncoding("gzip"):
		return "gzip", p.once("gzip/"+name, func() []byte { return fasthttp.AppendGzipBytesLevel(nil, content, fasthttp.CompressBestCompression) }), true
	}
	return "", nil, false
}

// once makes a file the first time it is asked for; who comes meanwhile waits for it and makes no second one.
func (p *packed) once(key string, pack func() []byte) []byte {
	p.mu.Lock()
	if p.files == nil {
		p.files = map[string]func() []byte{}
	}
	file, ok := p.files[key]
	if !ok {
		file = sync.OnceValue(pack)
		p.files[key] = file
	}
	p.mu.Unlock()
	return file()
}

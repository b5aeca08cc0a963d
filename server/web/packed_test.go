package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/valyala/fasthttp"

	"talqy/server/web"
)

// A script comes in the best coding that the browser takes, packed better than an answer is that is made anew, and unpacks to itself; what
// is small, what is packed by nature and what is asked for unpacked comes as it is.
func TestFilesArePackedOnceAndWell(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	script := make([]byte, 60_000)
	for i := range script {
		script[i] = "abcdefgh(){};= \n"[random.IntN(16)&random.IntN(16)]
	}
	app := fiber.New()
	app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed}))
	if err := web.Mount(app, fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "assets/a.js": {Data: script}, "assets/small.js": {Data: []byte("1")},
		"assets/f.woff2": {Data: script}}, func(string) bool { return false }); err != nil {
		t.Fatal(err)
	}
	get := func(name, accepts string) (coding, vary string, body []byte) {
		r := httptest.NewRequest("GET", "/assets/"+name, nil)
		r.Header.Set("Accept-Encoding", accepts)
		answer, err := app.Test(r, -1)
		if err != nil {
			t.Error(err)
			return "", "", nil
		}
		body, err = io.ReadAll(answer.Body)
		if err != nil {
			t.Error(err)
		}
		return answer.Header.Get("Content-Encoding"), answer.Header.Get("Vary"), body
	}
	quick := len(fasthttp.AppendGzipBytesLevel(nil, script, fasthttp.CompressBestSpeed))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			coding, vary, body := get("a.js", "gzip, deflate, br, zstd")
			plain, err := fasthttp.AppendUnbrotliBytes(nil, body)
			if coding != "br" || vary != "Accept-Encoding" || err != nil || !bytes.Equal(plain, script) || len(body) >= quick*9/10 {
				t.Errorf("%s, %s, %d bytes where quick packing gives %d, %v", coding, vary, len(body), quick, err)
			}
		})
	}
	wait.Wait()
	coding, _, body := get("a.js", "gzip")
	unpacked, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(unpacked); coding != "gzip" || err != nil || !bytes.Equal(plain, script) || len(body) >= quick {
		t.Errorf("%s, %d bytes where quick packing gives %d, %v", coding, len(body), quick, err)
	}
	if coding, _, body := get("a.js", "identity"); coding != "" || !bytes.Equal(body, script) {
		t.Errorf("unpacked: %s, %d bytes", coding, len(body))
	}
	if coding, _, body := get("small.js", "br"); coding != "" || string(body) != "1" {
		t.Errorf("a small one: %s, %q", coding, body)
	}
	if coding, _, body := get("f.woff2", "gzip"); coding != "" || !bytes.Equal(body, script) {
		t.Errorf("a font: %s, %d bytes", coding, len(body))
	}
}

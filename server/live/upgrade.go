package live

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/gorilla/websocket"
	"github.com/valyala/fasthttp"
	"github.com/valyala/fasthttp/fasthttpadaptor"
)

// handedOver is an http.ResponseWriter that has nothing but the connection that fasthttp handed over: what gorilla's
// Upgrader needs to answer the handshake itself. Fiber's own adaptor cannot be hijacked.
type handedOver struct {
	conn   net.Conn
	header http.Header
}

func (h *handedOver) Header() http.Header       { return h.header }
func (h *handedOver) Write([]byte) (int, error) { return 0, http.ErrHijacked }
func (h *handedOver) WriteHeader(int)           {}

func (h *handedOver) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return h.conn, bufio.NewReadWriter(bufio.NewReaderSize(h.conn, 16), bufio.NewWriterSize(h.conn, 512)), nil
}

// readBuffer is small because commands are: a thousand quiet browsers hold a thousand of them.
const readBuffer = 512

var upgrader = websocket.Upgrader{
	EnableCompression: true,
	ReadBufferSize:    readBuffer,
	// Messages are prepared, so a connection needs no buffer of its own to write.
	WriteBufferSize: 512,
	WriteBufferPool: &sync.Pool{},
	CheckOrigin:     func(*http.Request) bool { return true },
}

// upgrade takes the connection over from fasthttp and calls serve with the open socket, on a goroutine of its own. ok is
// false, and nothing is taken over, when the request asks for no websocket. The caller has checked the origin.
//
// fasthttp lends a hijacked connection its buffer of a whole request head, 64 kB, until the handler returns. So the handler
// returns at once and the connection is used without fasthttp, whose server must have KeepHijackedConns set for that. What
// a client sends before the handshake is answered would be lost with that buffer; no client may.
func upgrade(c *fasthttp.RequestCtx, serve func(*websocket.Conn, *line)) (ok bool, err error) {
	request := new(http.Request)
	if err := fasthttpadaptor.ConvertRequest(c, request, true); err != nil {
		return false, err
	}
	if !websocket.IsWebSocketUpgrade(request) {
		return false, nil
	}
	// The header lives in buffers that fasthttp uses again; the handshake may happen after that.
	header := make(http.Header, len(request.Header))
	for name, values := range request.Header {
		for _, value := range values {
			header.Add(strings.Clone(name), strings.Clone(value))
		}
	}
	request = &http.Request{Method: http.MethodGet, Header: header, Host: strings.Clone(request.Host),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	c.HijackSetNoResponse(true)
	c.Hijack(func(conn net.Conn) {
		if under, ok := conn.(interface{ UnsafeConn() net.Conn }); ok {
			conn = under.UnsafeConn()
		}
		go func() {
			below := &line{Conn: conn}
			socket, err := upgrader.Upgrade(&handedOver{below, http.Header{}}, request, nil)
			if err != nil { // the handshake was bad
				_ = conn.Close()
				return
			}
			serve(socket, below)
		}()
	})
	return true, nil
}

package live

import (
	"bufio"
	"net"
	"net/http"
	"strings"

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
	return h.conn, bufio.NewReadWriter(bufio.NewReaderSize(h.conn, 4096), bufio.NewWriterSize(h.conn, 4096)), nil
}

// closable closes the connection when it is told to: the one that fasthttp hands over only pretends, and closes when the
// handler returns, which here is after the reader has seen the end.
type closable struct{ net.Conn }

func (c closable) Close() error {
	if under, ok := c.Conn.(interface{ UnsafeConn() net.Conn }); ok {
		return under.UnsafeConn().Close()
	}
	return c.Conn.Close()
}

// upgrade takes the connection over from fasthttp and calls serve with the open socket, on a goroutine of its own. ok is
// false, and nothing is taken over, when the request asks for no websocket. The caller has checked the origin.
func upgrade(c *fasthttp.RequestCtx, serve func(*websocket.Conn)) (ok bool, err error) {
	request := new(http.Request)
	if err := fasthttpadaptor.ConvertRequest(c, request, true); err != nil {
		return false, err
	}
	if !websocket.IsWebSocketUpgrade(request) {
		return false, nil
	}
	upgrader := websocket.Upgrader{
		EnableCompression: true,
		CheckOrigin:       func(*http.Request) bool { return true },
	}
	// The header lives in buffers that fasthttp uses again; the handshake may happen after that.
	header := make(http.Header, len(request.Header))
	for name, values := range request.Header {
		for _, value := range values {
			header.Add(strings.Clone(name), strings.Clone(value))
		}
	}
	request.Header, request.Host = header, strings.Clone(request.Host)
	c.HijackSetNoResponse(true)
	c.Hijack(func(conn net.Conn) {
		socket, err := upgrader.Upgrade(&handedOver{closable{conn}, http.Header{}}, request, nil)
		if err != nil {
			return // the handshake was bad; fasthttp closes the connection
		}
		serve(socket)
	})
	return true, nil
}

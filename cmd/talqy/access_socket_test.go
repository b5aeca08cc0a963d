package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"talqy/server/live"
)

// socketRow is what one command of the socket is answered for one kind of topic. A command of which no row is here fails the
// test; a new kind of topic needs a row too.
type socketRow struct {
	command string
	topic   func(g *socketGround, v visitor) string
	// may are the visitors who are answered with the frame «answers»; the others are answered with «refused», or with nothing
	// where answers is empty.
	may     []visitor
	answers string
}

type socketGround struct {
	*ground
	draft, shared string
	ids           map[visitor]string
}

func topicOf(thing string, id func(*socketGround) string) func(*socketGround, visitor) string {
	return func(g *socketGround, _ visitor) string { return thing + "/" + id(g) }
}

func socketTable() []socketRow {
	draft, shared := func(g *socketGround) string { return g.draft }, func(g *socketGround) string { return g.shared }
	own := func(g *socketGround, v visitor) string { return "reader/" + g.ids[v] }
	another := func(g *socketGround, v visitor) string {
		if v == member {
			return "reader/" + g.ids[lawyer]
		}
		return "reader/" + g.ids[member]
	}
	return []socketRow{
		{"ping", func(*socketGround, visitor) string { return "" }, members, "pong"},
		{"follow", topicOf("proposal", draft), authors, "current"},
		{"follow", topicOf("proposal", shared), members, "current"},
		{"follow", topicOf("bill", func(g *socketGround) string { return g.bill }), members, "current"},
		{"follow", topicOf("roundtable", func(g *socketGround) string { return g.roundTable }), members, "current"},
		{"follow", func(*socketGround, visitor) string { return "group" }, members, "current"},
		{"follow", own, members, "current"},
		{"follow", another, nil, "current"},
		{"follow", topicOf("member", func(g *socketGround) string { return g.ids[author] }), nil, "current"},
		{"follow", topicOf("proposal", func(*socketGround) string { return "unknown" }), nil, "current"},
		{"follow", topicOf("audit", func(*socketGround) string { return "all" }), nil, "current"},
		// Who has not followed is not on a topic: leaving it and showing a caret on it do nothing, and tell nothing.
		{"unfollow", topicOf("proposal", draft), nil, ""},
		{"presence", topicOf("proposal", draft), nil, ""},
		{"presence", topicOf("proposal", shared), nil, ""},
	}
}

// TestAccessOfTheSocket sends every command as every visitor. Who is no member does not get as far.
func TestAccessOfTheSocket(t *testing.T) {
	g := &socketGround{ground: newGround(t), ids: map[visitor]string{}}
	g.draft, g.shared = idIn(g.ground.draft()), idIn(g.ground.shared())
	for _, v := range members {
		g.ids[v] = get[struct{ Member struct{ ID string } }](g.site, "GET", "/api/session", string(v), nil).Member.ID
	}
	table := socketTable()
	for _, command := range live.Commands() {
		if !slices.ContainsFunc(table, func(r socketRow) bool { return r.command == command }) {
			t.Errorf("the socket's command %q has no row in socketTable of cmd/talqy/access_socket_test.go: who may send it, and about what?", command)
		}
	}
	address := "ws://" + g.onNetwork() + "/live"
	dial := func(v visitor) (*websocket.Conn, int) {
		socket, answer, err := websocket.DefaultDialer.Dial(address, http.Header{"Cookie": {g.cookies[string(v)]}})
		if err != nil {
			if answer == nil {
				t.Fatal(err)
			}
			return nil, answer.StatusCode
		}
		t.Cleanup(func() { _ = socket.Close() })
		return socket, http.StatusSwitchingProtocols
	}
	for _, v := range []visitor{nobody, guestOf} {
		if _, status := dial(v); status != http.StatusUnauthorized {
			t.Errorf("a socket for %q is answered %d", v, status)
		}
	}
	watching, _ := dial(author)
	for _, topic := range []string{"proposal/" + g.draft, "proposal/" + g.shared} {
		say(t, watching, map[string]any{"type": "follow", "topic": topic, "here": true})
	}
	for _, v := range members {
		socket, _ := dial(v)
		for _, row := range table {
			topic := row.topic(g, v)
			command := map[string]any{"type": row.command, "topic": topic}
			if row.command == "presence" {
				command["part"], command["lang"] = "wording", "ru"
			}
			want := row.answers
			if want != "" && !slices.Contains(row.may, v) {
				want = "refused"
			}
			if row.command != "ping" { // that is what hears out any command
				say(t, socket, command)
			}
			got := untilPong(t, socket, row.command)
			if want == "" && len(got) != 0 || want != "" && !slices.Contains(got, want) || want == "refused" && len(got) != 1 {
				t.Errorf("%s %s as %s: %v, want %q", row.command, topic, v, got, want)
			}
			if row.command == "follow" {
				say(t, socket, map[string]any{"type": "unfollow", "topic": topic})
			}
		}
	}
	for _, frame := range heard(t, watching) {
		for _, v := range []visitor{organiser, member, lawyer, observer} {
			if strings.Contains(frame, `"member":"`+g.ids[v]+`"`) {
				t.Errorf("the author is told of %s, who has not come: %s", v, frame)
			}
		}
	}
}

func say(t *testing.T, socket *websocket.Conn, command map[string]any) {
	t.Helper()
	if err := socket.WriteJSON(command); err != nil {
		t.Fatal(err)
	}
}

// heard gives what the server has sent up to the answer to a ping.
func heard(t *testing.T, socket *websocket.Conn) (out []string) {
	t.Helper()
	say(t, socket, map[string]any{"type": "ping"})
	_ = socket.SetReadDeadline(time.Now().Add(30 * time.Second))
	for {
		_, b, err := socket.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if string(b) == `{"type":"pong"}` {
			return out
		}
		out = append(out, string(b))
	}
}

// untilPong gives the types of the frames that a command is answered with; a ping answers itself.
func untilPong(t *testing.T, socket *websocket.Conn, command string) (types []string) {
	t.Helper()
	answers := heard(t, socket)
	if command == "ping" {
		types = append(types, "pong")
	}
	for _, b := range answers {
		var frame struct{ Type string }
		if err := json.Unmarshal([]byte(b), &frame); err != nil {
			t.Fatal(err)
		}
		types = append(types, frame.Type)
	}
	return types
}

package live

import "github.com/gorilla/websocket"

// Codes with which the server closes a connection; Closings says what each means.
const (
	CloseGoingAway   = websocket.CloseGoingAway // 1001
	CloseSlow        = 4000
	CloseSilent      = 4001
	CloseMalformed   = 4400
	CloseNotSignedIn = 4401
	CloseTooLarge    = 4413
	CloseTooMany     = 4429
)

// Closing is one row of the table of close codes.
type Closing struct {
	Code int
	// Meaning is the sentence of docs/api.md.
	Meaning string
	// ComeBack says whether the browser is wanted again: it then replays what it missed.
	ComeBack bool
}

// Closings is the table of close codes, which docs/api.md prints. A code that is not here is the line's own (1006 when it
// was cut), and browsers come back from it.
func Closings() []Closing {
	return []Closing{
		{CloseGoingAway, "the server stops", true},
		{CloseSlow, "too slow to read: come back and replay", true},
		{CloseSilent, "ping went unanswered", true},
		{CloseMalformed, "a frame that is no command", false},
		{CloseNotSignedIn, "not signed in (any more)", false},
		{CloseTooLarge, "a frame too large", false},
		{CloseTooMany, "too many commands", true},
	}
}

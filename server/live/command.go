package live

import (
	"encoding/json"
	"maps"
	"slices"
	"unicode/utf8"

	"talqy/proposals"
	"talqy/proposals/act"
)

// maxTopic bounds the name of a topic, in bytes.
const maxTopic = 128

// command is what a browser sends.
type command struct {
	Type  string `json:"type"`
	Topic string `json:"topic"`
	After int    `json:"after"`
	// Here asks to be shown among those who are on the topic, and to be told of them.
	Here bool `json:"here"`
	caret
}

// caret is where somebody's caret is: positions in UTF-16 units in the text at a version that the server knows. Part is
// empty while the caret is in no text.
type caret struct {
	Part    proposals.Part `json:"part,omitempty"`
	Lang    act.Lang       `json:"lang,omitempty"`
	Anchor  int            `json:"anchor"`
	Head    int            `json:"head"`
	Version int            `json:"version"`
	Typing  bool           `json:"typing"`
}

// readCommand decodes a frame; ok is false when it is no command. Whatever bytes come, it only answers so.
func readCommand(data []byte) (cmd command, ok bool) {
	if !utf8.Valid(data) || json.Unmarshal(data, &cmd) != nil || len(cmd.Topic) > maxTopic {
		return command{}, false
	}
	if valid, known := commands[cmd.Type]; !known || !valid(cmd) {
		return command{}, false // nothing of what is refused is left for somebody to take
	}
	return cmd, true
}

// commands are what a browser can send, and when a command of that type is whole.
var commands = map[string]func(command) bool{
	"ping":     func(command) bool { return true },
	"follow":   func(c command) bool { return c.Topic != "" },
	"unfollow": func(c command) bool { return c.Topic != "" },
	"presence": func(c command) bool { return c.Topic != "" && c.valid() },
}

// Commands names the types of commands, which the table of access has a row for each.
func Commands() []string { return slices.Sorted(maps.Keys(commands)) }

// valid says whether a caret can be in a text. Whether it is in this one the browsers that show it know.
func (c caret) valid() bool {
	if c.Part == "" {
		return c.Lang == "" && c.Anchor == 0 && c.Head == 0 && c.Version == 0
	}
	in := func(pos int) bool { return pos >= 0 && pos <= proposals.MaxText }
	return (c.Part == proposals.Wording || c.Part == proposals.Justification) &&
		(c.Lang == act.Russian || c.Lang == act.Kazakh) && in(c.Anchor) && in(c.Head) && c.Version >= 0
}

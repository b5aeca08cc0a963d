package live

import (
	"encoding/json"
	"testing"

	"talqy/proposals"
)

// Whatever bytes a browser sends, reading them ends, and what is let through is within the limits.
func FuzzReadCommand(f *testing.F) {
	for _, seed := range []string{`{"type":"ping"}`, `{"type":"follow","topic":"proposal/x","after":17,"here":true}`,
		`{"type":"presence","topic":"proposal/x","part":"wording","lang":"ru","anchor":1,"head":2,"version":3,"typing":true}`,
		`{"type":"follow","topic":"group","after":-9223372036854775808}`, `{"type":"follow","topic":"\u0000/../x"}`, `[[[[[[[[`, "\xff\xfe", `{"TYPE":"ping"}`,
		`{"typing":true}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cmd, ok := readCommand(data)
		if !ok {
			if cmd != (command{}) {
				t.Fatalf("a refused frame left %+v", cmd)
			}
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q was taken", data)
		}
		if len(cmd.Topic) > maxTopic || cmd.Type != "ping" && cmd.Topic == "" {
			t.Fatalf("the topic %q was taken", cmd.Topic)
		}
		if cmd.Type == "presence" && (cmd.Anchor < 0 || cmd.Head < 0 || cmd.Anchor > proposals.MaxText || cmd.Head > proposals.MaxText || cmd.Version < 0) {
			t.Fatalf("a caret at %+v was taken", cmd.caret)
		}
	})
}

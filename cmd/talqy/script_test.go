package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"talqy": main})
}

// The scripts in testdata/script are the manual of the commands that need no server: each is a story that a lawyer who
// works in a terminal could follow.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			releases, err := filepath.Abs("testdata/releases")
			env.Setenv("RELEASES", releases)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"sides":   checkSides,
			"address": scriptAddress,
			"ready":   waitUntilReady,
			"unpack":  unpackFile,
			"spoil":   spoilFile,
		},
	})
}

// checkSides OPS.json OLD NEW: equal and delete give OLD byte for byte, equal and insert NEW.
func checkSides(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: sides OPS.json OLD NEW")
	}
	old, new := joinOps(ts, ts.ReadFile(args[0]))
	if old != ts.ReadFile(args[1]) || new != ts.ReadFile(args[2]) {
		ts.Fatalf("the ops give other texts:\n%s\n%s", old, new)
	}
}

// joinOps reads the JSON of a redline and joins its two sides.
func joinOps(ts *testscript.TestScript, raw string) (old, new string) {
	var redline struct {
		Ops []struct{ Op, Text string }
	}
	ts.Check(json.Unmarshal([]byte(raw), &redline))
	for _, op := range redline.Ops {
		if op.Op != "insert" {
			old += op.Text
		}
		if op.Op != "delete" {
			new += op.Text
		}
	}
	return old, new
}

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"testing"
)

// One release has one number: what `talqy --version` says is what the list of changes and the packages say.
func TestVersionIsOneEverywhere(t *testing.T) {
	read := func(name string) []byte {
		content, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	newest := regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+)`).FindSubmatch(read("CHANGELOG.md"))
	if newest == nil || string(newest[1]) != version {
		t.Errorf("the newest release of CHANGELOG.md is %q, the program's %q", newest, version)
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		var of struct{ Version string }
		if err := json.Unmarshal(read(name), &of); err != nil || of.Version != version {
			t.Errorf("%s has the version %q (%v), the program %q", name, of.Version, err, version)
		}
	}
	var said bytes.Buffer
	cmd := root()
	cmd.SetOut(&said)
	cmd.SetArgs([]string{"--version"})
	if err := cmd.Execute(); err != nil || said.String() != "talqy "+version+"\n" {
		t.Errorf("talqy --version says %q (%v)", said.String(), err)
	}
}

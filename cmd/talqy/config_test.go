package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// configured gives the value of a flag of `talqy serve` as it is after the arguments, the environment and the file.
func configured(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	cmd := serveCommand()
	if err := cmd.ParseFlags(args); err != nil {
		t.Fatal(err)
	}
	err := configure(cmd)
	return cmd.Flags().Lookup(name).Value.String(), err
}

// The flag wins over the variable, the variable over the file, the file over the default; so for every setting there is.
func TestConfigurationPrecedence(t *testing.T) {
	serveCommand().Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name == "config" {
			return
		}
		values := []string{"one", "two", "three"}
		switch f.Value.Type() {
		case "bool":
			values = []string{"true", "false", "true"}
		case "duration":
			values = []string{"1s", "2s", "3s"}
		case "int":
			values = []string{"1", "2", "3"}
		}
		file := filepath.Join(t.TempDir(), "talqy.conf")
		if err := os.WriteFile(file, []byte("# settings\n\n "+f.Name+" = "+values[0]+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		check := func(from, want string, args ...string) {
			if got, err := configured(t, f.Name, args...); err != nil || got != want {
				t.Errorf("--%s from %s is %q, %v; want %q", f.Name, from, got, err, want)
			}
		}
		t.Setenv("TALQY_CONFIG", "")
		check("the default", f.DefValue)
		check("the file", values[0], "--config", file)
		t.Setenv("TALQY_CONFIG", file)
		check("the file that a variable names", values[0])
		t.Setenv(variableOf(f.Name), values[1])
		check("the variable", values[1])
		check("the flag", values[2], "--"+f.Name+"="+values[2])
		if err := os.Unsetenv(variableOf(f.Name)); err != nil {
			t.Fatal(err)
		}
	})
}

// What is wrong in the file is named with its line, and all of it at once.
func TestConfigurationFileIsChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "talqy.conf")
	content := "listen = 127.0.0.1:1\npublic_url = https://talqy.example\nlisten = 127.0.0.1:2\nжұмыс\ndrain = soon\nconfig = other.conf\n"
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := configured(t, "listen", "--config", file)
	for _, want := range []string{`line 2: there is no setting "public_url"`, "line 3: listen is set a second time", "line 4: a setting is written", `line 6: there is no setting "config"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
	if err := os.WriteFile(file, []byte("\ndrain = soon\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = configured(t, "drain", "--config", file); err == nil || !strings.Contains(err.Error(), "line 2: ") {
		t.Errorf("a value that is none: %v", err)
	}
	if _, err = configured(t, "drain", "--config", file+".not-there"); err == nil || !strings.Contains(err.Error(), "--config") {
		t.Errorf("a file that is not there: %v", err)
	}
	t.Setenv("TALQY_PUBLIC_UR", "https://talqy.example")
	if strange := strings.Join(strangeVariables(root()), " "); !strings.Contains(strange, "TALQY_PUBLIC_UR") || strings.Contains(strange, "TALQY_CONFIG") {
		t.Errorf("strange variables: %s", strange)
	}
}

// One file serves the server and the commands beside it: what they do not know of it is no error.
func TestConfigurationFileServesEveryCommand(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(t.TempDir(), "talqy.conf")
	if err := os.WriteFile(file, []byte("listen = 127.0.0.1:1\nlog = json\ndata = "+data+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "b.talqy")
	must(t, "restore", "testdata/releases/second.talqy", "--config", file)
	must(t, "backup", copied, "--config", file)
	if out := must(t, "verify", "--config", file); !strings.Contains(out, "nothing is wrong") {
		t.Error(out)
	}
}

// Every setting of the server stands under a heading and says what it is, and the reference in docs is what the flags say.
func TestConfigurationReference(t *testing.T) {
	serveCommand().Flags().VisitAll(func(f *pflag.Flag) {
		if headingOf(f) == "" || f.Usage == "" {
			t.Errorf("--%s has no heading or no words; add it by grouped", f.Name)
		}
	})
	var want bytes.Buffer
	if err := writeConfigurationReference(&want); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../docs/configuration.md")
	if err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("docs/configuration.md is not what the flags say (%v); go run ./cmd/talqy docs configuration > docs/configuration.md", err)
	}
}

// Each command has its manual page, and its words for the prompt.
func TestManualAndCompletion(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "man")
	must(t, "docs", "man", folder)
	eachCommand(root(), func(cmd *cobra.Command) {
		if !cmd.IsAvailableCommand() {
			return
		}
		page := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		if content, err := os.ReadFile(filepath.Join(folder, page)); err != nil || !bytes.Contains(content, []byte(".SH SYNOPSIS")) {
			t.Errorf("%s: %v", page, err)
		}
	})
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if out := must(t, "completion", shell); !strings.Contains(out, "talqy") {
			t.Errorf("%s: %s", shell, out)
		}
	}
	if out := must(t, "__complete", "bench", "st"); !strings.Contains(out, "start") {
		t.Errorf("bench st… is completed by %s", out)
	}
}

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Every setting is a flag. What the command line leaves out is taken from the environment, what that leaves out from the file of
// --config, and only then the default holds.

// maxConfig bounds the file of --config, in bytes.
const maxConfig = 1 << 20

// variableOf gives the environment variable of a flag: TALQY_PUBLIC_URL of --public-url.
func variableOf(flag string) string {
	return "TALQY_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// configFlag adds --config, which configure reads.
func configFlag(flags *pflag.FlagSet) {
	flags.String("config", "", "file of settings, a line «name = value» for each flag; flags and variables win")
}

// configure sets each flag of a command that the command line leaves out, from its variable or from the file of --config.
func configure(cmd *cobra.Command) error {
	flags := cmd.Flags()
	var errs []error
	set := func(f *pflag.Flag, value, from string) {
		if err := flags.Set(f.Name, value); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", from, err))
		}
	}
	flags.VisitAll(func(f *pflag.Flag) {
		if value, ok := os.LookupEnv(variableOf(f.Name)); ok && !f.Changed && f.Name != "help" {
			set(f, value, variableOf(f.Name))
		}
	})
	path := ""
	if f := flags.Lookup("config"); f != nil {
		path = f.Value.String()
	}
	if path == "" {
		return errors.Join(errs...)
	}
	settings, err := readConfig(path)
	if err != nil {
		return errors.Join(append(errs, err)...)
	}
	for _, s := range settings {
		if f := flags.Lookup(s.name); f != nil && !f.Changed {
			set(f, s.value, fmt.Sprintf("%s, line %d", path, s.line))
		}
	}
	return errors.Join(errs...)
}

// setting is one line of a file of settings.
type setting struct {
	name, value string
	line        int
}

// readConfig reads a file of settings. One file serves all commands, so a name is known when `talqy serve` has that flag.
func readConfig(path string) ([]setting, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read from
	content, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, fmt.Errorf("--config: %w", err)
	}
	if len(content) > maxConfig {
		return nil, fmt.Errorf("--config: %s is larger than %d kB", path, maxConfig>>10)
	}
	known := serveCommand().Flags()
	var settings []setting
	var errs []error
	for i, line := range strings.Split(string(content), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("%s, line %d: a setting is written name = value", path, i+1))
		case name == "config" || known.Lookup(name) == nil:
			errs = append(errs, fmt.Errorf("%s, line %d: there is no setting %q; `talqy serve --help` lists them", path, i+1, name))
		case slices.ContainsFunc(settings, func(s setting) bool { return s.name == name }):
			errs = append(errs, fmt.Errorf("%s, line %d: %s is set a second time", path, i+1, name))
		default:
			settings = append(settings, setting{name, value, i + 1})
		}
	}
	return settings, errors.Join(errs...)
}

// strangeVariables gives the variables that look like settings and are none of any command: a letter was left out, perhaps.
func strangeVariables(root *cobra.Command) []string {
	known := map[string]bool{}
	eachCommand(root, func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known[variableOf(f.Name)] = true })
	})
	var strange []string
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "TALQY_") && !known[name] {
			strange = append(strange, name)
		}
	}
	slices.Sort(strange)
	return strange
}

// eachCommand visits a command and all below it.
func eachCommand(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, sub := range cmd.Commands() {
		eachCommand(sub, visit)
	}
}

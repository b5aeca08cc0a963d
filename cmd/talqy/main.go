// Command talqy is the workbench of a legislative working group: `talqy serve` runs it, the other commands do its work on
// files, without a server.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"talqy/proposals/source"
	"talqy/server/akn"
)

func main() {
	if err := root().Execute(); err != nil {
		var said *ending
		if errors.As(err, &said) {
			os.Exit(said.report(os.Stderr))
		}
		fmt.Fprintln(os.Stderr, "talqy:", explain(err))
		os.Exit(1)
	}
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "talqy",
		Short: "The workbench of a legislative working group",
		Long: "Talqy keeps draft amendments to current law, shows redlines against it, carries comments live\n" +
			"and prints the papers of round tables, in Russian and Kazakh.",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	cmd.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	cmd.AddCommand(serveCommand(), healthCommand(), backupCommand(), restoreCommand(), verifyCommand(), importCommand(), benchCommand(), aknCommand(), outlineCommand(), redlineCommand(), tableCommand(), instructCommand(), applyCommand(), checkCommand(), docsCommand())
	return cmd
}

// readFile reads a file that an act can be in, never more than that.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > source.MaxBytes {
		return nil, fmt.Errorf("%s: larger than %d MB", path, source.MaxBytes>>20)
	}
	return os.ReadFile(path)
}

// readTexts reads the two files of a command that compares.
func readTexts(args []string) (old, new string, err error) {
	a, err := readFile(args[0])
	if err != nil {
		return "", "", err
	}
	b, err := readFile(args[1])
	return string(a), string(b), err
}

// explain says in plain words why a file was refused.
func explain(err error) string {
	var markup *akn.Error
	if errors.As(err, &markup) {
		return explainAKN(markup)
	}
	var refused *source.Error
	if !errors.As(err, &refused) {
		return err.Error()
	}
	switch refused.Code {
	case source.CodeEmpty:
		return "the file is empty"
	case source.CodeTooLarge:
		return fmt.Sprintf("the file is larger than %d MB", source.MaxBytes>>20)
	case source.CodeNotText:
		return fmt.Sprintf("no text in UTF-8: line %v, byte %v", refused.Args["line"], refused.Args["byte"])
	case source.CodeTruncated:
		return fmt.Sprintf("the file breaks off at line %v: %q (--accept-truncated takes it as it is)", refused.Args["line"], refused.Args["tail"])
	case source.CodeNotRecognised:
		return fmt.Sprintf("no act was recognised; line %v begins %q", refused.Args["line"], refused.Args["found"])
	}
	return err.Error()
}

package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
)

// docsCommand writes what is known of the commands for readers who have no prompt at hand.
func docsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "docs", Short: "Write the manual pages and the reference of the configuration"}
	cmd.AddCommand(
		&cobra.Command{Use: "man FOLDER", Short: "Write a manual page for each command", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return writeManual(cmd.Root(), args[0]) }},
		&cobra.Command{Use: "configuration", Short: "Print docs/configuration.md, the reference of all settings", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return writeConfigurationReference(cmd.OutOrStdout()) }},
	)
	return cmd
}

// writeManual writes talqy.1, talqy-serve.1 and so on, for `man`.
func writeManual(root *cobra.Command, folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	root.DisableAutoGenTag = true
	return doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "Talqy", Manual: "Talqy"}, folder)
}

const configurationIntro = "# Configuration\n\n" +
	"<!-- Written by `talqy docs configuration`; a test compares. -->\n\n" +
	"Every setting is a flag. The same setting can be given in three places; the first that has it wins:\n\n" +
	"1. the flag on the command line, `--public-url https://talqy.example`;\n" +
	"2. the environment variable, `TALQY_PUBLIC_URL=https://talqy.example`;\n" +
	"3. the file named by `--config` or `TALQY_CONFIG`, with a line `public-url = https://talqy.example`.\n\n" +
	"In the file, an empty line or one that begins with `#` says nothing; a name that is no setting of `talqy serve`, or that comes\n" +
	"twice, is an error with its line. Values have no quotes: everything after `=` counts. The commands that open the store take\n" +
	"the same file, so one `talqy.conf` serves all of them. A command line is seen by everybody on the machine: keep passwords in\n" +
	"the file (mode 0640) or in the files that settings name.\n"

// writeConfigurationReference prints the reference: the settings of the server, and the flags of the commands beside it.
func writeConfigurationReference(out io.Writer) error {
	var b strings.Builder
	b.WriteString(configurationIntro)
	fmt.Fprintf(&b, "\n## `talqy serve`\n")
	for _, group := range groupsOf(serveCommand()) {
		fmt.Fprintf(&b, "\n### %s\n\n", group.heading)
		writeFlagTable(&b, group.flags)
	}
	for _, cmd := range root().Commands() {
		reads := cmd.Flags().Lookup("config") != nil
		if cmd.Name() == "serve" || !reads {
			continue
		}
		fmt.Fprintf(&b, "\n## `talqy %s`\n\n%s.\n\n", cmd.Use, strings.TrimSuffix(cmd.Short, "."))
		var flags []*pflag.Flag
		for _, group := range groupsOf(cmd) {
			flags = append(flags, group.flags...)
		}
		writeFlagTable(&b, flags)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func writeFlagTable(b *strings.Builder, flags []*pflag.Flag) {
	b.WriteString("| flag | variable | default | what |\n|---|---|---|---|\n")
	for _, f := range flags {
		value := "none"
		if f.DefValue != "" && f.DefValue != "[]" {
			value = "`" + f.DefValue + "`"
		}
		fmt.Fprintf(b, "| `--%s` | `%s` | %s | %s |\n", f.Name, variableOf(f.Name), value, strings.ReplaceAll(f.Usage, "|", "\\|"))
	}
}

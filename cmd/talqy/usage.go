package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// headingKey marks in a flag's annotations under which heading it stands.
const headingKey = "talqy_heading"

// grouped adds flags that stand under one heading in the help and in docs/configuration.md.
func grouped(flags *pflag.FlagSet, heading string, add func(*pflag.FlagSet)) {
	one := pflag.NewFlagSet(heading, pflag.ContinueOnError)
	one.SortFlags = false
	add(one)
	flags.SortFlags = false
	one.VisitAll(func(f *pflag.Flag) {
		f.Annotations = map[string][]string{headingKey: {heading}}
		flags.AddFlag(f)
	})
}

// headingOf gives the heading of a flag; empty when it has none.
func headingOf(f *pflag.Flag) string {
	if heading := f.Annotations[headingKey]; len(heading) == 1 {
		return heading[0]
	}
	return ""
}

// flagGroup is the flags under one heading.
type flagGroup struct {
	heading string
	flags   []*pflag.Flag
}

// groupsOf gives the flags of a command by heading, in the order in which they were added.
func groupsOf(cmd *cobra.Command) []flagGroup {
	var groups []flagGroup
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		heading := headingOf(f)
		for i := range groups {
			if groups[i].heading == heading {
				groups[i].flags = append(groups[i].flags, f)
				return
			}
		}
		groups = append(groups, flagGroup{heading, []*pflag.Flag{f}})
	})
	return groups
}

// groupedUsage writes the usage of a command whose flags are many: heading by heading.
func groupedUsage(cmd *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage:\n  %s [flags]\n", cmd.CommandPath())
	for _, group := range groupsOf(cmd) {
		set := pflag.NewFlagSet(group.heading, pflag.ContinueOnError)
		set.SortFlags = false
		for _, f := range group.flags {
			set.AddFlag(f)
		}
		fmt.Fprintf(&b, "\n%s:\n%s", group.heading, set.FlagUsagesWrapped(100))
	}
	_, err := io.WriteString(cmd.OutOrStderr(), b.String())
	return err
}

package main

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/pflag"
)

// logOptions are the flags of the server's log.
type logOptions struct{ form, level string }

func (o *logOptions) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.form, "log", "text", "form of the log: text or json")
	flags.StringVar(&o.level, "log-level", "info", "what is logged: warn (what failed), info (and each request), debug (and each file of the page)")
}

// logger makes the log. What it is given must hold no words of people, no names and no secrets; routes, ids and codes will do.
func (o logOptions) logger(to io.Writer) (*slog.Logger, error) {
	var level slog.Level
	switch o.level {
	case "warn":
		level = slog.LevelWarn
	case "info", "":
		level = slog.LevelInfo
	case "debug":
		level = slog.LevelDebug
	default:
		return nil, fmt.Errorf("--log-level is warn, info or debug, not %q", o.level)
	}
	options := &slog.HandlerOptions{Level: level}
	switch o.form {
	case "text", "":
		return slog.New(slog.NewTextHandler(to, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(to, options)), nil
	}
	return nil, fmt.Errorf("--log is text or json, not %q", o.form)
}

package main

import (
	"context"
	"log/slog"
	"time"

	"talqy/proposals"
)

// Files are looked through for old ones first after a while, when a start has calmed down, and then every day.
const (
	firstSweep = 10 * time.Minute
	sweepEvery = 24 * time.Hour
)

// forgetFilesDaily forgets every day the files that somebody brought and that nothing has come to name, at other processes either.
func forgetFilesDaily(ctx context.Context, workbench *proposals.Workbench, others *neighbours, log *slog.Logger) {
	for wait := firstSweep; ; wait = sweepEvery {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if others != nil {
			if err := others.lookSince(ctx, time.Now().Add(-sweepEvery)); err != nil {
				log.Error("old files are not looked for: the log cannot be looked through", "error", err)
				continue
			}
		}
		switch n, err := workbench.ForgetFiles(ctx); {
		case err != nil && ctx.Err() == nil:
			log.Error("old files were not all forgotten", "error", err)
		case n > 0:
			log.Info("files that nothing names were forgotten", "files", n)
		}
	}
}

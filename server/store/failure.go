package store

import (
	"context"
	"errors"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"talqy/proposals"
)

// fullSigns and readOnlySigns are what the engines and the systems below them say, in lower case, when they cannot write.
var (
	fullSigns     = []string{"database or disk is full", "no space left on device", "disk quota exceeded", "outofdiskspace"}
	readOnlySigns = []string{"readonly database", "read-only file system", "unable to open database file", "disk i/o error", "input/output error"}
)

// failure gives an error of the engine a code that people can be told, where one fits: the disk is full, it cannot be written
// to, the database does not answer. Other errors are given back as they are.
func failure(err error) error {
	if err == nil || errors.Is(err, mongo.ErrNoDocuments) || mongo.IsDuplicateKeyError(err) {
		return err
	}
	said := strings.ToLower(err.Error())
	var selection mongo.ServerError
	switch {
	case says(said, fullSigns):
		return proposals.Refuse(proposals.CodeDiskFull).Because(err)
	case says(said, readOnlySigns):
		return proposals.Refuse(proposals.CodeDiskReadOnly).Because(err)
	case mongo.IsNetworkError(err), mongo.IsTimeout(err), errors.Is(err, context.DeadlineExceeded), errors.Is(err, mongo.ErrClientDisconnected),
		strings.Contains(said, "server selection error"), strings.Contains(said, "connection("),
		errors.As(err, &selection) && changing(selection):
		return proposals.Refuse(proposals.CodeStoreAway).Because(err)
	}
	return err
}

func says(what string, signs []string) bool {
	for _, sign := range signs {
		if strings.Contains(what, sign) {
			return true
		}
	}
	return false
}

// changing says whether a server answers that it is no primary, or no longer: another one is being chosen. The numbers are
// MongoDB's: ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown and so on.
func changing(err mongo.ServerError) bool {
	for _, code := range []int{91, 189, 10107, 11600, 11602, 13435, 13436} {
		if err.HasErrorCode(code) {
			return true
		}
	}
	return err.HasErrorLabel("RetryableWriteError")
}

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"talqy/proposals"
)

// What the engines say when they cannot store becomes a code that people can be told; other errors stay what they are.
func TestFailuresHaveCodes(t *testing.T) {
	for _, test := range []struct {
		err  error
		code string
	}{
		{mongo.CommandError{Code: 1, Message: "[insert.go:1] database or disk is full (13)"}, proposals.CodeDiskFull},
		{mongo.CommandError{Code: 14031, Message: "OutOfDiskSpace"}, proposals.CodeDiskFull},
		{errors.New("write: no space left on device"), proposals.CodeDiskFull},
		{mongo.CommandError{Code: 1, Message: "attempt to write a readonly database (8)"}, proposals.CodeDiskReadOnly},
		{mongo.CommandError{Code: 1, Message: "disk I/O error (778)"}, proposals.CodeDiskReadOnly},
		{mongo.CommandError{Code: 10107, Message: "not primary"}, proposals.CodeStoreAway},
		{mongo.CommandError{Code: 189, Message: "stepped down"}, proposals.CodeStoreAway},
		{mongo.CommandError{Code: 2, Message: "?", Labels: []string{"NetworkError"}}, proposals.CodeStoreAway},
		{fmt.Errorf("server selection error: %w", context.DeadlineExceeded), proposals.CodeStoreAway},
		{mongo.CommandError{Code: 2, Message: "bad value"}, ""},
		{errors.New("something else"), ""},
		{mongo.ErrNoDocuments, ""},
		{nil, ""},
	} {
		got := failure(test.err)
		if proposals.CodeOf(got) != test.code || test.err != nil && !errors.Is(got, test.err) && test.code != "" && errors.Unwrap(got) == nil {
			t.Errorf("%v became %v, want the code %q", test.err, got, test.code)
		}
		if test.code == "" && fmt.Sprint(got) != fmt.Sprint(test.err) {
			t.Errorf("%v became %v", test.err, got)
		}
	}
}

// Every collection that is named here has a row that says whether a backup holds it.
func TestEveryCollectionHasARow(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{metaCollection: true}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.Collection\("(\w+)"\)`).FindAllStringSubmatch(string(content), -1) {
			named[m[1]] = true
		}
	}
	if len(named) < 6 {
		t.Fatalf("only %v were found", named)
	}
	for name := range named {
		if row, ok := collections[name]; !ok || row.why == "" {
			t.Errorf("the collection %s has no row: does a backup hold it?", name)
		}
		if !collectionName.MatchString(name) {
			t.Errorf("a restore would refuse the name %s", name)
		}
	}
}

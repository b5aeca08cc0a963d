package backup_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"talqy/server/backup"
)

// sample gives a backup of n documents, and what is in it.
func sample(t testing.TB, n int) (file []byte, want []string) {
	t.Helper()
	var b bytes.Buffer
	w, err := backup.NewWriter(&b, backup.Head{Schema: 2, MadeAt: time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC), Expected: map[string]int64{"events": int64(n)}})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	for i := range n {
		doc := make([]byte, random.IntN(3000))
		for k := range doc {
			doc[k] = byte('a' + random.IntN(8))
		}
		collection := []string{"events", "expressions"}[i%2]
		want = append(want, collection+string(doc))
		if err := w.Add(collection, doc); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), want
}

func read(file []byte) (got []string, err error) {
	_, err = backup.Read(bytes.NewReader(file), nil, func(collection string, doc []byte) error {
		got = append(got, collection+string(doc))
		return nil
	})
	return got, err
}

func TestRoundTrip(t *testing.T) {
	for _, n := range []int{0, 1, 500} {
		file, want := sample(t, n)
		got, err := read(file)
		if err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%d documents: %d came back, %v", n, len(got), err)
		}
	}
	file, _ := sample(t, 3)
	h, err := backup.Read(bytes.NewReader(file), func(h backup.Head) error {
		if h.Total() != 3 || h.Schema != 2 || h.Format != backup.Format {
			t.Errorf("the head is %+v", h)
		}
		return nil
	}, nil)
	if err != nil || h.MadeAt.Year() != 2026 {
		t.Errorf("%+v, %v", h, err)
	}
}

// Any one byte altered anywhere is told of, with the place: the damaged part begins at or before it, and every record before
// the one named is whole.
func TestDamageAnywhereIsTold(t *testing.T) {
	file, want := sample(t, 200)
	random := rand.New(rand.NewPCG(2, 2))
	for n := range 3000 {
		at := random.IntN(len(file))
		if n < 200 {
			at = n
		} else if n < 400 {
			at = len(file) - 1 - (n - 200)
		}
		damaged := bytes.Clone(file)
		damaged[at] ^= byte(1 + random.IntN(255))
		got, err := read(damaged)
		var damage *backup.Damage
		switch {
		case at < 8 && errors.Is(err, backup.ErrNotBackup):
		case !errors.As(err, &damage):
			t.Fatalf("byte %d: %v", at, err)
		case damage.Offset > int64(at) || damage.Record != int64(len(got)+1):
			t.Fatalf("byte %d is damaged, %d records were read; told: %v", at, len(got), damage)
		case int64(at)-damage.Offset > 100_000:
			t.Errorf("byte %d is damaged; told of byte %d", at, damage.Offset)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("byte %d is damaged, and record %d differs", at, i+1)
			}
		}
	}
}

func TestTruncationAndMoreAreTold(t *testing.T) {
	file, _ := sample(t, 40)
	for length := range file {
		if _, err := read(file[:length]); err == nil {
			t.Fatalf("cut to %d of %d bytes, it passed for whole", length, len(file))
		}
	}
	var damage *backup.Damage
	if _, err := read(append(bytes.Clone(file), 0)); !errors.As(err, &damage) || damage.Offset != int64(len(file)) {
		t.Errorf("with one more byte: %v", err)
	}
	if _, err := read(file[:len(file)-1]); !errors.As(err, &damage) || damage.Record != 41 {
		t.Errorf("with one byte less: %v", err)
	}
}

// Frames that are whole by themselves, exchanged or left out, are told of by the sum of the whole.
func TestFramesLeftOut(t *testing.T) {
	file, _ := sample(t, 200)
	var starts []int
	for at := 8; at < len(file); {
		starts = append(starts, at)
		at += 9 + int(binary.BigEndian.Uint32(file[at+1:]))
	}
	if len(starts) < 5 {
		t.Fatalf("only %d frames", len(starts))
	}
	without := append(bytes.Clone(file[:starts[2]]), file[starts[3]:]...)
	exchanged := append(append(append(bytes.Clone(file[:starts[1]]), file[starts[2]:starts[3]]...), file[starts[1]:starts[2]]...), file[starts[3]:]...)
	for what, damaged := range map[string][]byte{"left out": without, "exchanged": exchanged} {
		var damage *backup.Damage
		if _, err := read(damaged); !errors.As(err, &damage) {
			t.Errorf("a part %s: %v", what, err)
		}
	}
}

func TestOtherFilesAndLaterFormats(t *testing.T) {
	for _, content := range []string{"", "PK\x03\x04", "{}", strings.Repeat("x", 1000)} {
		if _, err := read([]byte(content)); !errors.Is(err, backup.ErrNotBackup) {
			t.Errorf("%.10q: %v", content, err)
		}
	}
	head := []byte(`{"format":2}`)
	later := binary.BigEndian.AppendUint32([]byte("H"), uint32(len(head)))
	sum := crc32.Update(crc32.Checksum(later, crc32.MakeTable(crc32.Castagnoli)), crc32.MakeTable(crc32.Castagnoli), head)
	later = append(binary.BigEndian.AppendUint32(append([]byte("\x89TALQY\r\n"), later...), sum), head...)
	var newer *backup.NewerError
	if _, err := read(later); !errors.As(err, &newer) || newer.Found != 2 {
		t.Errorf("a later format: %v", err)
	}
}

// What a caller answers ends the reading and comes back as it is.
func TestCallerStops(t *testing.T) {
	file, _ := sample(t, 10)
	stop := errors.New("enough")
	if _, err := backup.Read(bytes.NewReader(file), nil, func(string, []byte) error { return stop }); err != stop {
		t.Error(err)
	}
	if _, err := backup.Read(bytes.NewReader(file), func(backup.Head) error { return stop }, nil); err != stop {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	for _, n := range []int{0, 1, 3} {
		file, _ := sample(f, n)
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		records := 0
		_, err := backup.Read(bytes.NewReader(file), nil, func(collection string, doc []byte) error {
			records++
			return nil
		})
		var damage *backup.Damage
		var newer *backup.NewerError
		if err != nil && !errors.As(err, &damage) && !errors.As(err, &newer) && !errors.Is(err, backup.ErrNotBackup) {
			t.Error(err)
		}
		if damage != nil && damage.Offset > int64(len(file)) {
			t.Error(fmt.Errorf("%v lies beyond %d bytes", damage, len(file)))
		}
	})
}

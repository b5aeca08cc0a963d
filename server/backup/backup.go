// Package backup writes and reads a backup: one file that holds every document of a store, whichever engine it lies in.
//
// The file is a signature of eight bytes and then frames. A frame is a kind («H» head, «R» records, «E» end), the length of
// its content as four bytes, the highest first, the CRC-32C of all that, as four bytes, and the content. The head is JSON. A
// frame of records holds, compressed by deflate, records one after the other: the length and the letters of the collection's
// name, the length and the bytes of the document, the CRC-32C of both; lengths are varints. The end is JSON too: how many
// records there are in each collection, and the SHA-256 of everything before the frame. Nothing stands after it, so that a
// file that was cut off is known for one.
package backup

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"time"
)

// signature begins every backup. Its odd bytes show what a transfer as text would have altered.
const signature = "\x89TALQY\r\n"

// Format is the version of the format that this program writes, and the highest it reads.
const Format = 1

// Kinds of frames.
const (
	frameHead    = 'H'
	frameRecords = 'R'
	frameEnd     = 'E'
)

const (
	// frameHeader is the kind, the length and the sum.
	frameHeader = 1 + 4 + 4
	// recordsAtOnce is how many bytes of records are gathered into a frame: what is damaged is known as closely.
	recordsAtOnce = 64 << 10
	// maxDocument is what an engine takes as one document; maxFrame what a frame of one such document may come to.
	maxDocument = 17 << 20
	maxFrame    = maxDocument + recordsAtOnce + 1024
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Head is what a backup says of itself.
type Head struct {
	// Format is the version of the format, set by NewWriter.
	Format int `json:"format"`
	// Schema is the version of the store's form that the documents have.
	Schema int `json:"schema"`
	// MadeAt is when the backup was begun, UTC.
	MadeAt time.Time `json:"madeAt"`
	// Expected says about how many documents each collection had then.
	Expected map[string]int64 `json:"expected"`
}

// Total gives about how many records there will be.
func (h Head) Total() int64 {
	var n int64
	for _, count := range h.Expected {
		n += count
	}
	return n
}

// end is the content of the last frame.
type end struct {
	Records map[string]int64 `json:"records"`
	SHA256  string           `json:"sha256"`
}

// ErrNotBackup says that a file does not begin as a backup does.
var ErrNotBackup = errors.New("backup: this is no backup of Talqy")

// NewerError says that a backup was written in a later format.
type NewerError struct {
	// Found and Known are the versions of the file and of this program.
	Found, Known int
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("backup: its format is version %d, this program reads versions up to %d", e.Found, e.Known)
}

// Damage is where a backup does not hold what was written.
type Damage struct {
	// Offset is where in the file the damaged frame begins, in bytes from 0, and Record the number from 1 of the first record
	// in it; the frames before are whole.
	Offset, Record int64
	// What says what is wrong there.
	What string
}

func (d *Damage) Error() string {
	return fmt.Sprintf("backup: damaged at byte %d, record %d: %s", d.Offset, d.Record, d.What)
}

// frameSum is the sum over a frame.
func frameSum(kind byte, content []byte) uint32 {
	var head [5]byte
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(len(content)))
	return crc32.Update(crc32.Checksum(head[:], castagnoli), castagnoli, content)
}

// recordSum is the sum over a record.
func recordSum(collection string, doc []byte) uint32 {
	return crc32.Update(crc32.Checksum([]byte(collection), castagnoli), castagnoli, doc)
}

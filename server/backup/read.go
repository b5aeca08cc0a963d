package backup

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
)

// Read reads a backup to its end: head is called once and each with every record, in the order written; both may be nil. A
// record is valid until each returns. The errors are *Damage, ErrNotBackup, *NewerError, and those of head, each and r.
//
// What each was called with before an error is whole, but the backup is not: who must not take half of one reads it twice.
func Read(r io.Reader, head func(Head) error, each func(collection string, doc []byte) error) (Head, error) {
	d := &reading{from: bufio.NewReaderSize(r, 1<<16), sum: sha256.New(), records: map[string]int64{}, record: 1, each: each}
	if d.each == nil {
		d.each = func(string, []byte) error { return nil }
	}
	h, err := d.head()
	if err != nil {
		return h, err
	}
	if head != nil {
		if err := head(h); err != nil {
			return h, err
		}
	}
	for {
		done, err := d.next()
		if done || err != nil {
			return h, err
		}
	}
}

type reading struct {
	from    *bufio.Reader
	sum     hash.Hash
	offset  int64 // of the frame being read
	record  int64 // number of the first record that is not read yet
	records map[string]int64
	each    func(collection string, doc []byte) error
	raw     bytes.Buffer
	inflate io.ReadCloser
}

func (d *reading) damage(format string, args ...any) error {
	return &Damage{Offset: d.offset, Record: d.record, What: fmt.Sprintf(format, args...)}
}

func (d *reading) head() (h Head, err error) {
	begin := make([]byte, len(signature))
	n, err := io.ReadFull(d.from, begin)
	if string(begin[:n]) != signature[:n] || n == 0 && err == io.EOF {
		return h, ErrNotBackup
	}
	if err != nil {
		return h, d.readError(err)
	}
	d.sum.Write(begin)
	d.offset = int64(len(signature))
	kind, content, err := d.frame()
	if err != nil {
		return h, err
	}
	if kind != frameHead {
		return h, d.damage("the head is missing")
	}
	if err := json.Unmarshal(content, &h); err != nil {
		return h, d.damage("the head cannot be read: %v", err)
	}
	if h.Format > Format {
		return h, &NewerError{h.Format, Format}
	}
	d.passed(kind, content)
	return h, nil
}

// next reads one frame after the head; done says that it was the end.
func (d *reading) next() (done bool, err error) {
	kind, content, err := d.frame()
	if err != nil {
		return false, err
	}
	switch kind {
	case frameRecords:
		err := d.take(content)
		d.passed(kind, content)
		return false, err
	case frameEnd:
		return true, d.end(content)
	}
	return false, d.damage("a part of the kind %q", kind)
}

// frame reads a frame whole and compares its sum.
func (d *reading) frame() (kind byte, content []byte, err error) {
	var header [frameHeader]byte
	if _, err := io.ReadFull(d.from, header[:]); err != nil {
		return 0, nil, d.readError(err)
	}
	kind = header[0]
	length := binary.BigEndian.Uint32(header[1:])
	if length > maxFrame {
		return 0, nil, d.damage("a part of %d bytes", length)
	}
	// Grown as it is read: a false length must not take memory that the file does not fill.
	var b bytes.Buffer
	if _, err := io.CopyN(&b, d.from, int64(length)); err != nil {
		return 0, nil, d.readError(err)
	}
	content = b.Bytes()
	if frameSum(kind, content) != binary.BigEndian.Uint32(header[5:]) {
		return 0, nil, d.damage("the checksum of %d bytes differs", frameHeader+len(content))
	}
	return kind, content, nil
}

// passed counts a frame that is read.
func (d *reading) passed(kind byte, content []byte) {
	var header [frameHeader]byte
	header[0] = kind
	binary.BigEndian.PutUint32(header[1:], uint32(len(content)))
	binary.BigEndian.PutUint32(header[5:], frameSum(kind, content))
	d.sum.Write(header[:])
	d.sum.Write(content)
	d.offset += int64(frameHeader + len(content))
}

func (d *reading) readError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return d.damage("the file breaks off")
	}
	return err
}

// take reads the records of a frame.
func (d *reading) take(content []byte) error {
	if d.inflate == nil {
		d.inflate = flate.NewReader(bytes.NewReader(content))
	} else if err := d.inflate.(flate.Resetter).Reset(bytes.NewReader(content), nil); err != nil {
		return err
	}
	d.raw.Reset()
	n, err := io.Copy(&d.raw, io.LimitReader(d.inflate, maxFrame+1))
	if err != nil {
		return d.damage("it cannot be unpacked: %v", err)
	}
	if n > maxFrame {
		return d.damage("it unpacks to more than %d bytes", maxFrame)
	}
	for rest := d.raw.Bytes(); len(rest) > 0; {
		var collection, doc, sum []byte
		var ok bool
		if collection, rest, ok = cutLength(rest); ok {
			doc, rest, ok = cutLength(rest)
		}
		if !ok || len(rest) < 4 {
			return d.damage("a record breaks off")
		}
		sum, rest = rest[:4], rest[4:]
		name := string(collection)
		if recordSum(name, doc) != binary.BigEndian.Uint32(sum) {
			return d.damage("the checksum of a record of %q differs", name)
		}
		if err := d.each(name, doc); err != nil {
			return err
		}
		d.records[name]++
		d.record++
	}
	return nil
}

// cutLength cuts off what stands behind its length.
func cutLength(b []byte) (value, rest []byte, ok bool) {
	length, n := binary.Uvarint(b)
	if n <= 0 || length > uint64(len(b)-n) {
		return nil, nil, false
	}
	b = b[n:]
	return b[:length], b[length:], true
}

func (d *reading) end(content []byte) error {
	var e end
	if err := json.Unmarshal(content, &e); err != nil {
		return d.damage("the end cannot be read: %v", err)
	}
	if e.SHA256 != hex.EncodeToString(d.sum.Sum(nil)) {
		return d.damage("the checksum of the whole differs")
	}
	if !maps.Equal(e.Records, d.records) {
		return d.damage("there are %v records, the end tells of %v", d.records, e.Records)
	}
	d.offset += int64(frameHeader + len(content))
	if _, err := d.from.ReadByte(); err == nil {
		return d.damage("something stands after the end")
	} else if err != io.EOF {
		return err
	}
	return nil
}

package backup

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
)

// Writer writes a backup.
type Writer struct {
	to      io.Writer
	sum     hash.Hash
	raw     []byte // records that are not written yet
	packed  bytes.Buffer
	deflate *flate.Writer
	records map[string]int64
	closed  bool
}

// NewWriter begins a backup with its head, whose Format it sets.
func NewWriter(to io.Writer, h Head) (*Writer, error) {
	w := &Writer{to: to, sum: sha256.New(), records: map[string]int64{}}
	var err error
	if w.deflate, err = flate.NewWriter(&w.packed, flate.DefaultCompression); err != nil {
		return nil, err
	}
	if err := w.write([]byte(signature)); err != nil {
		return nil, err
	}
	h.Format = Format
	content, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	return w, w.frame(frameHead, content)
}

// Add writes one document of a collection.
func (w *Writer) Add(collection string, doc []byte) error {
	if len(doc) > maxDocument {
		return fmt.Errorf("backup: a document of %s has %d bytes, more than any engine takes", collection, len(doc))
	}
	w.raw = binary.AppendUvarint(w.raw, uint64(len(collection)))
	w.raw = append(w.raw, collection...)
	w.raw = binary.AppendUvarint(w.raw, uint64(len(doc)))
	w.raw = append(w.raw, doc...)
	w.raw = binary.BigEndian.AppendUint32(w.raw, recordSum(collection, doc))
	w.records[collection]++
	if len(w.raw) < recordsAtOnce {
		return nil
	}
	return w.flush()
}

// Close writes the end. A backup without it is none.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	w.closed = true
	if err := w.flush(); err != nil {
		return err
	}
	content, err := json.Marshal(end{w.records, hex.EncodeToString(w.sum.Sum(nil))})
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return w.frame(frameEnd, content)
}

func (w *Writer) flush() error {
	if len(w.raw) == 0 {
		return nil
	}
	w.packed.Reset()
	w.deflate.Reset(&w.packed)
	if _, err := w.deflate.Write(w.raw); err != nil {
		return err
	}
	if err := w.deflate.Close(); err != nil {
		return err
	}
	w.raw = w.raw[:0]
	return w.frame(frameRecords, w.packed.Bytes())
}

func (w *Writer) frame(kind byte, content []byte) error {
	head := make([]byte, 0, frameHeader)
	head = binary.BigEndian.AppendUint32(append(head, kind), uint32(len(content)))
	head = binary.BigEndian.AppendUint32(head, frameSum(kind, content))
	if err := w.write(head); err != nil {
		return err
	}
	return w.write(content)
}

func (w *Writer) write(b []byte) error {
	_, _ = w.sum.Write(b) // never fails
	_, err := w.to.Write(b)
	return err
}

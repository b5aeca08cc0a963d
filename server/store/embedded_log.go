package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"sync"

	_ "modernc.org/sqlite" // the driver that the embedded engine brings with it

	"talqy/proposals"
)

// At start the embedded engine takes 0.1 ms to hand over each event, ten seconds for a large group. What it keeps is a table
// of JSON in a file of SQLite; reading that takes a tenth. It is only ever read, only at start, and what is not exactly as
// expected is read through the engine instead.

// errNotAsExpected says that the file of the embedded engine has to be read through the engine.
var errNotAsExpected = errors.New("store: the embedded engine keeps its data in another form")

// rowsAtOnce is how many rows are read before somebody decodes them.
const rowsAtOnce = 512

// openSQLite opens a file of the embedded engine past the engine. The options are those of an address of SQLite.
func openSQLite(path, options string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+options)
}

// openFile opens the engine's file for reading and gives the table of the events, or no name where there is none yet.
func (s *Store) openFile(ctx context.Context) (db *sql.DB, table string, err error) {
	path := filepath.Join(s.embedded.files, database+".sqlite")
	if db, err = openSQLite(path, "mode=ro&_pragma=busy_timeout(10000)"); err != nil {
		return nil, "", err
	}
	err = db.QueryRowContext(ctx, `select table_name from _ferretdb_collections where name = 'events'`).Scan(&table)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return db, "", nil
	case err == nil && !collectionTable(table):
		err = errNotAsExpected
	}
	if err != nil {
		return nil, "", errors.Join(err, db.Close())
	}
	return db, table, nil
}

// countEmbedded counts the events in the engine's file.
func (s *Store) countEmbedded(ctx context.Context) (n int64, err error) {
	db, table, err := s.openFile(ctx)
	if err != nil {
		return 0, err
	}
	if table != "" {
		err = db.QueryRowContext(ctx, `select count(*) from "`+table+`"`).Scan(&n)
	}
	return n, errors.Join(err, db.Close())
}

// loadEmbedded reads every event out of the engine's file, in no order.
func (s *Store) loadEmbedded(ctx context.Context) (events []proposals.Event, err error) {
	db, table, err := s.openFile(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if table == "" {
		return nil, nil
	}
	rows, err := db.QueryContext(ctx, `select _ferretdb_sjson from "`+table+`"`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	d := newDecoders()
	for rows.Next() {
		var row sql.RawBytes
		if err := rows.Scan(&row); err != nil {
			d.end()
			return nil, err
		}
		d.take(row)
	}
	events, err = d.end()
	return events, errors.Join(err, rows.Err())
}

// collectionTable says whether a name is safe to stand in a query.
func collectionTable(name string) bool {
	for _, r := range name {
		if r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			return false
		}
	}
	return name != ""
}

// decoders turn rows into events on all processors.
type decoders struct {
	lengths []int
	rows    []byte
	queue   chan batch
	wg      sync.WaitGroup

	mu     sync.Mutex
	events []proposals.Event
	err    error
}

// batch is some rows, one after the other, and where each ends.
type batch struct {
	rows []byte
	ends []int
}

func newDecoders() *decoders {
	d := &decoders{queue: make(chan batch, 2)}
	for range runtime.GOMAXPROCS(0) {
		d.wg.Go(d.run)
	}
	return d
}

func (d *decoders) take(row []byte) {
	d.rows = append(d.rows, row...)
	d.lengths = append(d.lengths, len(d.rows))
	if len(d.lengths) == rowsAtOnce {
		d.send()
	}
}

func (d *decoders) send() {
	d.queue <- batch{d.rows, d.lengths}
	d.rows, d.lengths = make([]byte, 0, len(d.rows)+len(d.rows)/8), make([]int, 0, rowsAtOnce)
}

func (d *decoders) run() {
	for b := range d.queue {
		events := make([]proposals.Event, 0, len(b.ends))
		var form []byte
		start := 0
		var err error
		for _, end := range b.ends {
			var ev proposals.Event
			if ev, form, err = decodeRow(b.rows[start:end], form); err != nil {
				break
			}
			events, start = append(events, ev), end
		}
		d.mu.Lock()
		d.events, d.err = append(d.events, events...), errors.Join(d.err, err)
		d.mu.Unlock()
	}
}

// end waits until every row is decoded.
func (d *decoders) end() ([]proposals.Event, error) {
	if len(d.lengths) > 0 {
		d.send()
	}
	close(d.queue)
	d.wg.Wait()
	return d.events, d.err
}

// formEnd ends the description of its fields that stands before every document of the engine.
var formEnd = []byte(`]},`)

// decodeRow reads one document. form is the description of the row before: rows that have the same need not have it read.
func decodeRow(row, form []byte) (proposals.Event, []byte, error) {
	if len(form) == 0 || !bytes.HasPrefix(row, form) {
		at := bytes.Index(row, formEnd)
		if at < 0 || !bytes.HasPrefix(row, []byte(`{"$s":{"p":{`)) {
			return proposals.Event{}, nil, errNotAsExpected
		}
		form = row[:at+len(formEnd)]
		if err := checkForm(form); err != nil {
			return proposals.Event{}, nil, err
		}
	}
	// The last byte of the description becomes the brace that opens the rest; the row is ours.
	rest := row[len(form)-1:]
	comma := rest[0]
	rest[0] = '{'
	var e event
	err := json.Unmarshal(rest, &e)
	rest[0] = comma
	if err != nil {
		return proposals.Event{}, nil, err
	}
	if e.ID != eventID(proposals.Stream(e.Stream), e.Seq) {
		return proposals.Event{}, nil, errNotAsExpected
	}
	return e.event(), form, nil
}

// checkForm says whether every field is of the type that an event's is.
func checkForm(form []byte) error {
	var described struct {
		Fields struct {
			Types map[string]struct {
				T string `json:"t"`
			} `json:"p"`
		} `json:"$s"`
	}
	if err := json.Unmarshal(append(bytes.Clone(form[:len(form)-1]), '}'), &described); err != nil {
		return err
	}
	for name, field := range described.Fields.Types {
		want, known := eventFields[name]
		if !known || field.T != want && (want != "long" || field.T != "int") {
			return errNotAsExpected
		}
	}
	return nil
}

// eventFields are the engine's types of an event's fields; a number may be kept shorter.
var eventFields = map[string]string{"_id": "string", "stream": "string", "seq": "long", "kind": "string", "at": "long",
	"by": "string", "data": "string", "command": "string", "link": "string"}

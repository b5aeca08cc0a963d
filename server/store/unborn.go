package store

import (
	"context"
	"errors"
	"os"
	"strings"
)

// unbornSize is the most that a database file has in which nothing was made yet.
const unbornSize = 64 << 10

// removeUnborn takes a database file away in which there is no table: its process was killed in the moment of making it, and
// the engine would never open it again. A file with anything in it stays.
func removeUnborn(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > unbornSize {
		return nil //nolint:nilerr // no file, or one that is somebody's work; the engine tells what is wrong with it
	}
	tables, err := countTables(ctx, path)
	if err != nil || tables > 0 {
		return nil //nolint:nilerr // the same
	}
	for _, part := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// countTables looks into a database file, and takes in what its log holds.
func countTables(ctx context.Context, path string) (n int, err error) {
	db, err := openSQLite(path, "mode=rw")
	if err != nil {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `select count(*) from sqlite_master`).Scan(&n)
	return n, errors.Join(err, db.Close())
}

// removeHalfMade takes away what the engine was making when its process was killed. It makes a collection in four steps, each by
// itself: the table, its entry, the index of _id and the entry's word of it. A table without entry it would make a second time and
// fail, at every start; an entry without that word it would take for whole, and would store two documents under one _id. Only what
// is empty goes: what has a document in it was whole.
func removeHalfMade(ctx context.Context, path string) (err error) {
	if _, err := os.Stat(path); err != nil {
		return nil //nolint:nilerr // nothing was made yet
	}
	db, err := openSQLite(path, "mode=rw&_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, `select m.name, coalesce(c.settings, '') from sqlite_master m left join _ferretdb_collections c on c.table_name = m.name
		where m.type = 'table' and m.name <> '_ferretdb_collections'`)
	if err != nil {
		return nil //nolint:nilerr // no file of the engine's; it tells what is wrong with it
	}
	var half []string
	for rows.Next() {
		var table, settings string
		if err := rows.Scan(&table, &settings); err != nil {
			return errors.Join(err, rows.Close())
		}
		if collectionTable(table) && !strings.Contains(settings, `"_id_"`) {
			half = append(half, table)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, table := range half {
		var n int
		if err := db.QueryRowContext(ctx, `select count(*) from (select 1 from "`+table+`" limit 1)`).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		// The entry first: killed between the two, this leaves a table without entry, which the next start takes away.
		if _, err := db.ExecContext(ctx, `delete from _ferretdb_collections where table_name = ?`, table); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, `drop table "`+table+`"`); err != nil {
			return err
		}
	}
	return nil
}

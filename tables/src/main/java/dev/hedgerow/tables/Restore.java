package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.Optional;

/**
 * Where the items of a restored table come from.
 *
 * @param source the number of the table they were in
 * @param table its name
 * @param backup the long name of the backup, if it was one
 * @param at the moment they are read at
 * @param done whether all of them are there
 */
record Restore(long source, String table, Optional<String> backup, Stamp at, boolean done) {
    private static final String RESTORE = "restore";

    static Key key(long table) {
        return TableRows.TABLES.key(RESTORE, table);
    }

    static Optional<Restore> find(Reader reader, long table) {
        return reader.get(key(table)).map(entry -> decode(entry.tuple()));
    }

    private static Restore decode(Tuple row) {
        return new Restore(
                row.number(0),
                row.string(1),
                row.isNull(2) ? Optional.empty() : Optional.of(row.string(2)),
                row.stamp(3),
                row.bool(4));
    }

    /** Writes the row of the table that is being made; its moment stays readable until it is. */
    void put(Transaction tx, long newTable) {
        tx.put(key(newTable), Tuple.of(source, table, backup.orElse(null), at, done));
        if (done) {
            tx.unprotect(key(newTable));
        } else {
            tx.protect(key(newTable), at);
        }
    }

    Restore finished() {
        return new Restore(source, table, backup, at, true);
    }

    static void remove(Transaction tx, long table) {
        tx.delete(key(table));
        tx.unprotect(key(table));
    }
}

package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.Optional;

/**
 * The rows of backups. A backup copies nothing: it protects its moment, at which the store can be
 * read for as long as the row is there.
 */
final class BackupRows {
    private static final String BACKUP = "backup";

    private BackupRows() {}

    /**
     * A backup as its row says.
     *
     * @param id of it among those of its table; begins with its time
     * @param table as it was
     * @param at the moment
     * @param size when the table was counted last
     */
    record Backup(
            String id,
            String name,
            TableSchema table,
            Stamp at,
            long createdMillis,
            Counts.Count size) {
        String arn() {
            return Arns.backup(table.name(), id);
        }
    }

    static Key key(String table, String id) {
        return TableRows.TABLES.key(BACKUP, table, id);
    }

    static KeyRange all() {
        return KeyRange.below(TableRows.TABLES, Tuple.of(BACKUP));
    }

    static KeyRange of(String table) {
        return KeyRange.below(TableRows.TABLES, Tuple.of(BACKUP, table));
    }

    /** Writes the row, and protects the moment. */
    static void put(Transaction tx, Backup backup) {
        Key key = key(backup.table().name(), backup.id());
        tx.put(
                key,
                Tuple.of(
                        backup.id(),
                        backup.name(),
                        TableForm.encode(backup.table()),
                        backup.at(),
                        backup.createdMillis(),
                        backup.size().items(),
                        backup.size().bytes()));
        tx.protect(key, backup.at());
    }

    static void remove(Transaction tx, Backup backup) {
        Key key = key(backup.table().name(), backup.id());
        tx.delete(key);
        tx.unprotect(key);
    }

    static Optional<Backup> find(Reader reader, Arns.Part backup) {
        return reader.get(key(backup.table(), backup.name())).map(BackupRows::decode);
    }

    static Backup decode(Reader.Entry entry) {
        Tuple row = entry.tuple();
        return new Backup(
                row.string(0),
                row.string(1),
                TableForm.decode(row.tuple(2)),
                row.stamp(3),
                row.number(4),
                new Counts.Count(row.number(5), row.number(6)));
    }
}

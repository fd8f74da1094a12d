package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.Optional;

/**
 * The rows of streams. A stream outlives its end by the time its records are kept, and its table
 * too.
 */
final class StreamTable {
    private static final String STREAM = "stream";

    private StreamTable() {}

    /**
     * A stream as its row says.
     *
     * @param closed the commit that ended it; all its records are from before
     */
    record Row(String table, StreamView stream, KeySchema keys, Optional<Stamp> closed) {
        String label() {
            return Arns.label(stream.createdMillis());
        }

        String arn() {
            return Arns.stream(table, label());
        }

        /** No record is from before. */
        Stamp begin() {
            return new Stamp(stream.createdMillis() << 16);
        }
    }

    static Key key(String table, String label) {
        return TableRows.TABLES.key(STREAM, table, label);
    }

    static KeyRange all() {
        return KeyRange.below(TableRows.TABLES, Tuple.of(STREAM));
    }

    static KeyRange of(String table) {
        return KeyRange.below(TableRows.TABLES, Tuple.of(STREAM, table));
    }

    /** Writes the row of the stream that the table has now. */
    static void open(Transaction tx, TableSchema table) {
        table.settings().stream()
                .ifPresent(stream ->
                        tx.put(key(table, stream), row(table, stream).with((Object) null)));
    }

    /** Notes that this transaction ends the stream of the table, if it has one. */
    static void close(Transaction tx, TableSchema table) {
        table.settings().stream()
                .ifPresent(stream ->
                        tx.putStamped(
                                TableRows.TABLES,
                                key(table, stream).tuple(),
                                row(table, stream).with(Tuple.COMMIT_STAMP)));
    }

    private static Key key(TableSchema table, StreamView stream) {
        return key(table.name(), Arns.label(stream.createdMillis()));
    }

    private static Tuple row(TableSchema table, StreamView stream) {
        return Tuple.of(table.name(), TableForm.encode(stream), TableForm.encode(table.keys()));
    }

    static Row decode(Reader.Entry entry) {
        Tuple row = entry.tuple();
        return new Row(
                row.string(0),
                TableForm.stream(row.tuple(1)),
                TableForm.keys(row.tuple(2)),
                row.isNull(3) ? Optional.empty() : Optional.of(row.stamp(3)));
    }
}

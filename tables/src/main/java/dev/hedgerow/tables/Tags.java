package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.List;

/** The tags of tables. */
final class Tags {
    static final String TAG = "tag";

    private Tags() {}

    static Key key(long table, String tag) {
        return TableRows.TABLES.key(TAG, table, tag);
    }

    /** The tag that a row is for. */
    static String tag(Key key) {
        return key.tuple().string(2);
    }

    static KeyRange all(long table) {
        return KeyRange.below(TableRows.TABLES, Tuple.of(TAG, table));
    }

    static void put(Transaction tx, long table, List<TagRequest> tags) {
        for (TagRequest tag : tags) {
            tx.put(key(table, Checks.present(tag.key())), Tuple.of(Checks.present(tag.value())));
        }
    }

    static List<Reader.Entry> list(Reader reader, KeyRange range, int limit) {
        return reader.scan(range, limit, Reader.Direction.ASCENDING);
    }
}

package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of streams: what a change did to an item, written in the transaction of the change
 * under its commit's stamp. Nobody reads there while writing, so that writers do not meet.
 */
final class ChangeRows {
    static final Subspace CHANGES = new Subspace(24, "changes of items");

    private ChangeRows() {}

    /** What became of an item. */
    enum Event {
        INSERT,
        MODIFY,
        REMOVE
    }

    /**
     * A record as it is stored.
     *
     * @param expired whether the item's time had come, and nobody asked for its end
     */
    record Change(
            Position position,
            Event event,
            boolean expired,
            StoredItem keys,
            Optional<StoredItem> before,
            Optional<StoredItem> after) {}

    /**
     * Where a record stands: among all of its stream, and so also among those of its item.
     *
     * @param place among the changes of one commit
     */
    record Position(Stamp stamp, int place) {}

    /** Notes what a change did, unless it did nothing. */
    static void write(
            Transaction tx,
            TableSchema table,
            StreamView stream,
            int place,
            ItemPair item,
            boolean expired) {
        if (item.before().equals(item.after())) {
            return;
        }
        Event event =
                item.before().isEmpty()
                        ? Event.INSERT
                        : item.after().isEmpty() ? Event.REMOVE : Event.MODIFY;
        var keys = new LinkedHashMap<String, Value>();
        Map<String, Value> either = item.after().isEmpty() ? item.before() : item.after();
        for (KeyAttribute part : table.keys().all()) {
            keys.put(part.name(), Checks.present(either.get(part.name())));
        }
        tx.putStamped(
                CHANGES,
                Tuple.of(stream.id(), Tuple.COMMIT_STAMP, place),
                Tuple.of(
                        event.name(),
                        expired,
                        StoredItem.of(keys).bytes(),
                        stream.view().showsOld() ? bytes(item.before()) : null,
                        stream.view().showsNew() ? bytes(item.after()) : null));
    }

    /** An item before a change and after it; empty where there is none. */
    record ItemPair(Map<String, Value> before, Map<String, Value> after) {}

    private static byte @Nullable [] bytes(Map<String, Value> item) {
        return item.isEmpty() ? null : StoredItem.of(item).bytes();
    }

    static KeyRange all(long stream) {
        return KeyRange.below(CHANGES, Tuple.of(stream));
    }

    static Key key(long stream, Position position) {
        return CHANGES.key(stream, position.stamp(), position.place());
    }

    static Change decode(Reader.Entry entry) {
        Tuple key = entry.key().tuple();
        Tuple row = entry.tuple();
        return new Change(
                new Position(key.stamp(1), (int) key.number(2)),
                Event.valueOf(row.string(0)),
                row.bool(1),
                new StoredItem(row.bytes(2)),
                row.isNull(3) ? Optional.empty() : Optional.of(new StoredItem(row.bytes(3))),
                row.isNull(4) ? Optional.empty() : Optional.of(new StoredItem(row.bytes(4))));
    }
}

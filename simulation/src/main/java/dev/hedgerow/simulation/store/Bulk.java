package dev.hedgerow.simulation.store;

import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Loads rows in bulk; on the model they are written by the transaction itself. */
record Bulk(int area, long seed) implements Program {
    static final int ROWS = 150;

    private record Row(Key key, Optional<byte[]> value) {}

    static KeyRange range(int area) {
        return KeyRange.below(Space.DATA, Tuple.of("bulk", area));
    }

    static Key key(int area, int row) {
        return Space.DATA.key("bulk", area, row);
    }

    private List<Row> rows() {
        var chance = new SplittableRandom(seed);
        var rows = new ArrayList<Row>();
        for (int left = chance.nextInt(ROWS); left > 0; left--) {
            Optional<byte[]> value =
                    chance.nextInt(5) == 0
                            ? Optional.empty()
                            : Optional.of(Program.bytes(chance.nextLong(1_000)));
            rows.add(new Row(key(area, chance.nextInt(ROWS)), value));
        }
        return rows;
    }

    void fill(BulkLoad load) {
        for (Row row : rows()) {
            row.value()
                    .ifPresentOrElse(
                            value -> load.put(row.key(), value), () -> load.delete(row.key()));
        }
        load.finish();
    }

    /** Makes visible what was loaded, and writes over one row of it. */
    void publish(BulkLoad load, Transaction tx) {
        tx.publish(load);
        after(tx);
    }

    @Override
    public void run(int attempt, Transaction tx, Notes notes) {
        var last = new TreeMap<Key, Optional<byte[]>>();
        rows().forEach(row -> last.put(row.key(), row.value()));
        last.forEach((key, value) ->
                value.ifPresentOrElse(bytes -> tx.put(key, bytes), () -> tx.delete(key)));
        after(tx);
    }

    private void after(Transaction tx) {
        tx.put(key(area, Math.floorMod(seed, ROWS)), Program.bytes(seed));
    }
}

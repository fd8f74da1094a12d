package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** A transaction on the model at the stamp it had in the store: nobody else runs beside it. */
final class ModelTransaction implements Transaction {
    private final Model model;
    private final Stamp commit;
    private final Reader before;
    private final TreeMap<Key, Optional<byte[]>> changes = new TreeMap<>();

    ModelTransaction(Model model, Stamp commit) {
        this.model = model;
        this.commit = commit;
        this.before = model.at(commit);
    }

    void commit() {
        model.commit(commit, changes);
    }

    @Override
    public Stamp stamp() {
        return commit;
    }

    @Override
    public Optional<Entry> get(Key key) {
        var own = changes.get(key);
        return own == null ? before.get(key) : own.map(value -> new Entry(key, value, Stamp.MAX));
    }

    @Override
    public List<Entry> scan(KeyRange range, int limit, Direction direction) {
        if (range.isEmpty()) {
            return List.of();
        }
        var seen = new TreeMap<Key, Boolean>();
        before.scan(range, Integer.MAX_VALUE, direction).forEach(e -> seen.put(e.key(), true));
        Model.within(changes, range, direction).keySet().forEach(key -> seen.put(key, true));
        return Model.within(seen, range, direction).keySet().stream()
                .flatMap(key -> get(key).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public Reader past(Stamp at) {
        return model.at(at);
    }

    @Override
    public Reader unchecked() {
        return this;
    }

    @Override
    public void put(Key key, byte[] value) {
        changes.put(key, Optional.of(value));
    }

    @Override
    public void putStamped(Subspace subspace, Tuple key, Tuple value) {
        put(Key.of(subspace, stamped(key)), stamped(value).encode());
    }

    private Tuple stamped(Tuple template) {
        return Tuple.ofAll(
                template.elements().stream().<@Nullable Object>map(this::filled).toList());
    }

    private @Nullable Object filled(@Nullable Object element) {
        return Tuple.COMMIT_STAMP.equals(element) ? commit : element;
    }

    @Override
    public void delete(Key key) {
        changes.put(key, Optional.empty());
    }

    @Override
    public void deleteRange(KeyRange range) {
        scan(range, Integer.MAX_VALUE, Direction.ASCENDING).forEach(e -> delete(e.key()));
    }

    @Override
    public void add(Key key, long delta) {
        combine(key, delta, Long::sum);
    }

    @Override
    public void max(Key key, long value) {
        combine(key, value, Math::max);
    }

    @Override
    public void min(Key key, long value) {
        combine(key, value, Math::min);
    }

    private void combine(Key key, long operand, LongBinaryOperator how) {
        long result =
                get(key).map(Transaction::counter)
                        .map(current -> how.applyAsLong(current, operand))
                        .orElse(operand);
        put(key, Program.bytes(result));
    }

    @Override
    public void addReadConflict(KeyRange range) {}

    @Override
    public void addReadConflict(Key key) {}

    @Override
    public void addWriteConflict(Key key) {}

    @Override
    public void protect(Key name, Stamp at) {}

    @Override
    public void unprotect(Key name) {}

    @Override
    public void unprotect(KeyRange names) {}

    @Override
    public void publish(BulkLoad load) {
        throw new UnsupportedOperationException("the model writes the rows of a load itself");
    }

    @Override
    public void receipt(byte[] receipt) {}

    @Override
    public Deadline deadline() {
        return new Deadline(Long.MAX_VALUE);
    }
}

package dev.hedgerow.store;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Proposal.StampedPut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt of a transaction: what it read, and what it wants to write on top of it. */
final class OpenTransaction implements Transaction, AutoCloseable {
    static final int VALUE_BYTES_MAX = 1 << 20;
    static final long BYTES_MAX = 16L << 20;
    static final int READS_MAX = 100_000;

    private final VersionedReader base;
    private final StoreReaders readers;
    private final Deadline deadline;
    private final TreeMap<Key, Change> changes = new TreeMap<>();
    private final List<StampedPut> stamped = new ArrayList<>();
    private final Set<Key> writeConflicts = new HashSet<>();
    private final Set<Key> keysRead = new HashSet<>();
    private final List<KeyRange> rangesRead = new ArrayList<>();
    private final Map<Stamp, VersionedReader> past = new HashMap<>();
    private final OwnWrites checked = new OwnWrites(true);
    private final OwnWrites unchecked = new OwnWrites(false);
    private final List<OpenLoad> published = new ArrayList<>();
    private byte @Nullable [] receipt;
    private long bytes;

    /**
     * @param base is closed with it
     */
    OpenTransaction(StoreReaders readers, VersionedReader base, Deadline deadline) {
        this.readers = readers;
        this.base = base;
        this.deadline = deadline;
    }

    @Override
    public Stamp stamp() {
        return base.stamp();
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Optional<Entry> get(Key key) {
        return checked.get(key);
    }

    @Override
    public List<Entry> scan(KeyRange range, int limit, Direction direction) {
        return checked.scan(range, limit, direction);
    }

    @Override
    public Reader past(Stamp at) {
        if (at.isAfter(stamp())) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST, "%s is not in the past of %s".formatted(at, stamp()));
        }
        return past.computeIfAbsent(at, readers::at);
    }

    @Override
    public Reader unchecked() {
        return unchecked;
    }

    @Override
    public void put(Key key, byte[] value) {
        change(key, new Change.Put(value), value.length);
    }

    @Override
    public void putStamped(Subspace subspace, Tuple key, Tuple value) {
        var keyBytes = Key.encoded(subspace, key);
        var valueBytes = new TupleEncoder();
        valueBytes.tuple(value);
        var put = new Change.PutStamped(valueBytes.bytes(), offsets(valueBytes));
        if (keyBytes.stampOffsets().isEmpty()) {
            change(Key.wrap(keyBytes.bytes()), put, put.value().length);
        } else {
            count(keyBytes.bytes().length, put.value().length);
            stamped.add(new StampedPut(keyBytes.bytes(), offsets(keyBytes), put));
        }
    }

    private static int[] offsets(TupleEncoder encoder) {
        return encoder.stampOffsets().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void delete(Key key) {
        change(key, new Change.Delete(), 0);
    }

    @Override
    public void deleteRange(KeyRange range) {
        for (Entry entry : stream(range)) {
            delete(entry.key());
        }
    }

    @Override
    public void add(Key key, long delta) {
        inPlace(key, Change.Counter.ADD, delta);
    }

    @Override
    public void max(Key key, long value) {
        inPlace(key, Change.Counter.MAX, value);
    }

    @Override
    public void min(Key key, long value) {
        inPlace(key, Change.Counter.MIN, value);
    }

    private void inPlace(Key key, Change.Counter counter, long operand) {
        Change before = changes.get(key);
        boolean same = before instanceof Change.InPlace(var earlier, _) && earlier == counter;
        if (before instanceof Change.InPlace(_, long earlier) && same) {
            change(key, new Change.InPlace(counter, counter.combine(earlier, operand)), 8);
        } else if (before == null) {
            change(key, new Change.InPlace(counter, operand), 8);
        } else {
            // another change of the key stands before: the value is known here, or has to be
            Long current =
                    get(key).map(entry -> EntryBuilder.counterValue(key, entry.value()))
                            .orElse(null);
            put(key, EntryBuilder.counterBytes(counter.combine(current, operand)));
        }
    }

    @Override
    public void addReadConflict(KeyRange range) {
        if (!range.isEmpty()) {
            rangesRead.add(range);
            checkReads();
        }
    }

    @Override
    public void addReadConflict(Key key) {
        keysRead.add(key);
        checkReads();
    }

    @Override
    public void addWriteConflict(Key key) {
        writeConflicts.add(key);
    }

    @Override
    public void protect(Key name, Stamp at) {
        Protections.protect(this, name, at);
    }

    @Override
    public void unprotect(Key name) {
        Protections.unprotect(this, name);
    }

    @Override
    public void unprotect(KeyRange names) {
        Protections.unprotect(this, names);
    }

    @Override
    public void publish(BulkLoad load) {
        if (!(load instanceof OpenLoad open)) {
            throw new IllegalArgumentException("not a load of this store: " + load);
        }
        open.publish(this);
        published.add(open);
    }

    @Override
    public void receipt(byte[] bytes) {
        receipt = bytes;
    }

    byte[] receipt() {
        return receipt == null ? new byte[0] : receipt;
    }

    boolean writesNothing() {
        return changes.isEmpty() && stamped.isEmpty() && writeConflicts.isEmpty();
    }

    Proposal proposal(Consumer<Proposal.Verdict> told) {
        return new Proposal(
                new Proposal.Reads(stamp(), keysRead, rangesRead),
                new Proposal.Writes(changes, stamped, writeConflicts, published, bytes),
                told);
    }

    private void change(Key key, Change change, int valueBytes) {
        count(key.bytes().length, valueBytes);
        changes.put(key, change);
    }

    /** Refuses a key or value that is too long for the store. */
    static void checkSize(int keyBytes, int valueBytes) {
        if (keyBytes > Key.BYTES_MAX) {
            throw limit("A key has %d bytes; %d are allowed", keyBytes, Key.BYTES_MAX);
        }
        if (valueBytes > VALUE_BYTES_MAX) {
            throw limit("A value has %d bytes; %d are allowed", valueBytes, VALUE_BYTES_MAX);
        }
    }

    private void count(int keyBytes, int valueBytes) {
        checkSize(keyBytes, valueBytes);
        bytes += keyBytes + valueBytes;
        if (bytes > BYTES_MAX) {
            throw limit(
                    "A transaction writes over %2$d bytes; split it, or load it in bulk",
                    bytes, BYTES_MAX);
        }
    }

    private void checkReads() {
        if (keysRead.size() + rangesRead.size() > READS_MAX) {
            throw limit("A transaction depends on over %2$d reads", keysRead.size(), READS_MAX);
        }
    }

    private static HedgerowException limit(String sentence, long found, long allowed) {
        return HedgerowException.of(
                Failure.LIMIT_EXCEEDED,
                sentence.formatted(found, allowed),
                Map.of("allowed", allowed));
    }

    @Override
    public void close() {
        base.close();
        past.values().forEach(VersionedReader::close);
    }

    /** The snapshot with the transaction's own changes over it. */
    private final class OwnWrites implements Reader {
        private final boolean conflicts;

        OwnWrites(boolean conflicts) {
            this.conflicts = conflicts;
        }

        @Override
        public Stamp stamp() {
            return base.stamp();
        }

        @Override
        public Optional<Entry> get(Key key) {
            Change own = changes.get(key);
            return switch (own) {
                case null -> read(key);
                case Change.Put(byte[] value) -> Optional.of(new Entry(key, value, Stamp.MAX));
                case Change.PutStamped(byte[] value, _) ->
                        Optional.of(new Entry(key, value, Stamp.MAX));
                case Change.Delete _ -> Optional.empty();
                case Change.InPlace(var counter, long operand) -> {
                    Long current =
                            read(key)
                                    .map(entry -> EntryBuilder.counterValue(key, entry.value()))
                                    .orElse(null);
                    byte[] value = EntryBuilder.counterBytes(counter.combine(current, operand));
                    yield Optional.of(new Entry(key, value, Stamp.MAX));
                }
            };
        }

        private Optional<Entry> read(Key key) {
            if (conflicts) {
                addReadConflict(key);
            }
            return base.get(key);
        }

        @Override
        public List<Entry> scan(KeyRange range, int limit, Direction direction) {
            List<Entry> found =
                    new OverlayScan(base, changes, this::get).scan(range, limit, direction);
            if (conflicts) {
                addReadConflict(seen(range, limit, direction, found));
            }
            return found;
        }

        /** The part of the range that the result depends on. */
        private static KeyRange seen(
                KeyRange range, int limit, Direction direction, List<Entry> found) {
            if (found.size() < limit || found.isEmpty()) {
                return range;
            }
            Key last = found.getLast().key();
            return switch (direction) {
                case ASCENDING -> range.before(last.successor());
                case DESCENDING -> range.startingAt(last);
            };
        }
    }
}

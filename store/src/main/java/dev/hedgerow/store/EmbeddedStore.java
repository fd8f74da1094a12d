package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store in one process: a sequencer over a log of one, and readers beside it. */
final class EmbeddedStore implements Store {
    private final World world;
    private final StoreOptions options;
    private final Storage storage;
    private final ReplicatedLog log;
    private final WatchRegistry watches;
    private final Loads loads = new Loads();
    private final Horizon horizon = new Horizon();
    private final DeadStretches stretches;
    private final StoreReaders readers;
    private final Sequencer sequencer;
    private final Transactions transactions;
    private final LoadSweep loadSweep;
    private final Collector collector;

    EmbeddedStore(Storage storage, World world, StoreOptions options) {
        this.world = world;
        this.options = options;
        this.storage = storage;
        log = new LocalLog(storage);
        watches = new WatchRegistry(world.clock());
        var recent = new RecentRows(log.applied().stamp(), options.memory().recent());
        stretches = new DeadStretches(storage, log.applied().stamp());
        readers = new StoreReaders(storage, recent, stretches, loads, horizon, this::visible);
        var open = new Moments();
        var memory = new Sequencer.Memory(loads, recent, stretches, watches, open);
        sequencer = new Sequencer(log, this::latest, memory, world, this::learn);
        transactions = new Transactions(world, readers, open, sequencer);
        learn();
        sequencer.start();
        loadSweep = new LoadSweep(storage, this, loads, sequencer.visible());
        var ageing = new Ageing(this, world.clock(), options.retention());
        var parts = new Collector.Parts(storage, readers, stretches, horizon, loads, loadSweep);
        collector = new Collector(parts, ageing, world, options);
        collector.start();
    }

    /** Takes into memory what the store says about itself. */
    private void learn() {
        try (var now = readers.newest()) {
            loads.learn(now);
            horizon.moveTo(Protections.oldest(now));
        }
    }

    private Optional<byte[]> latest(Key key) {
        try (var newest = readers.newest()) {
            return newest.get(key).map(Reader.Entry::value);
        }
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        return transactions.transact(options, function);
    }

    @Override
    public <T extends @Nullable Object> void begin(
            Function<Transaction, T> function, Consumer<Begun<T>> told) {
        transactions.begin(function, told);
    }

    @Override
    public BulkLoad bulkLoad(List<KeyRange> ranges) {
        OpenLoad.checkRanges(ranges);
        var claim = loads.claim(ranges);
        try {
            Stamp begun =
                    transact(
                                    TransactionOptions.DEFAULT,
                                    tx -> {
                                        Loads.writeBegun(tx, claim);
                                        return claim;
                                    })
                            .stamp();
            loads.begin(begun);
            var staging = storage.stage(begun.toString());
            var rows =
                    new RowSorter(staging, world.threads(), options.loadPartBytes(), ranges.size());
            return new OpenLoad(loadSweep, claim, begun, rows);
        } catch (RuntimeException | Error e) {
            loads.release(claim);
            throw e;
        }
    }

    @Override
    public Snapshot snapshot() {
        return new OpenSnapshot(readers.now());
    }

    @Override
    public Snapshot snapshotInMemory() {
        return new OpenSnapshot(readers.nowInMemory());
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        if (at.isAfter(sequencer.visible())) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "%s is in the future; the newest commit is %s"
                            .formatted(at, sequencer.visible()));
        }
        return new OpenSnapshot(readers.at(at));
    }

    @Override
    public Stamp visible() {
        return sequencer.visible();
    }

    @Override
    public Stamp oldest() {
        return horizon.oldest();
    }

    @Override
    public long collect() {
        return collector.collect();
    }

    @Override
    public Watch watch(KeyRange range) {
        return watches.watch(range);
    }

    @Override
    public LastChange lastChange(KeyRange range) {
        return watches.lastChange(range);
    }

    @Override
    public void compact() {
        storage.compact();
    }

    @Override
    public Backup backup(Path folder) {
        StoreFolder.makeEmpty(folder);
        storage.checkpoint(Backups.files(folder));
        return Backups.describe(folder);
    }

    @Override
    public long bytes() {
        return storage.bytes();
    }

    @Override
    public void close() {
        collector.close();
        sequencer.close();
        log.close();
    }

    private record OpenSnapshot(VersionedReader reader) implements Snapshot {
        @Override
        public Stamp stamp() {
            return reader.stamp();
        }

        @Override
        public Optional<Entry> get(Key key) {
            return reader.get(key);
        }

        @Override
        public List<Entry> scan(KeyRange range, int limit, Direction direction) {
            return reader.scan(range, limit, direction);
        }

        @Override
        public List<KeyRange> halves(KeyRange range, long bytesMin) {
            return reader.halves(range, bytesMin);
        }

        @Override
        public Blocks blocks(KeyRange range, int bytes) {
            return reader.blocks(range, bytes);
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}

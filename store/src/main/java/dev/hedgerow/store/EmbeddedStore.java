package dev.hedgerow.store;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store in one process: a sequencer over a log of one, and readers beside it. */
final class EmbeddedStore implements Store {
    private static final Duration BACKOFF_MAX = Duration.ofMillis(50);

    private final World world;
    private final StoreOptions options;
    private final Storage storage;
    private final ReplicatedLog log;
    private final WatchRegistry watches;
    private final Loads loads = new Loads();
    private final LoadSweep sweep;
    private final Sequencer sequencer;
    private final Tokens tokens;
    private final Stamp opened;

    EmbeddedStore(Storage storage, World world, StoreOptions options) {
        this.world = world;
        this.options = options;
        this.storage = storage;
        log = new LocalLog(storage);
        watches = new WatchRegistry(world.clock());
        sequencer = new Sequencer(log, this::latest, loads, world, watches);
        tokens = new Tokens(world.clock());
        sweep = new LoadSweep(storage, this, loads);
        opened = sequencer.visible();
        try (var now = reader(opened)) {
            loads.learn(now);
        }
        sequencer.start();
        world.threads().startDedicated("store-sweep", this::sweepAbandoned);
    }

    private Optional<byte[]> latest(Key key) {
        try (var reader = reader(Stamp.MAX)) {
            return reader.get(key).map(Reader.Entry::value);
        }
    }

    private VersionedReader reader(Stamp stamp) {
        return new VersionedReader(storage, loads, stamp);
    }

    private void sweepAbandoned() {
        try (var now = reader(opened)) {
            sweep.sweepAbandoned(now);
        } catch (HedgerowException _) {
            // closed, or the disk failed: the next life tries again
        }
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        Deadline deadline = world.clock().deadline(options.timeout());
        Key contended = null;
        for (int attempt = 1; attempt <= options.attempts(); attempt++) {
            if (attempt > 1) {
                pause(attempt, deadline);
            }
            switch (attempt(options, function, deadline)) {
                case Attempt.Done<T>(var outcome) -> {
                    return outcome;
                }
                case Attempt.Again<T>(var key) -> contended = key == null ? contended : key;
            }
        }
        throw conflict(contended, options);
    }

    private sealed interface Attempt<T extends @Nullable Object> {
        record Done<T extends @Nullable Object>(Outcome<T> outcome) implements Attempt<T> {}

        record Again<T extends @Nullable Object>(@Nullable Key contended) implements Attempt<T> {}
    }

    private <T extends @Nullable Object> Attempt<T> attempt(
            TransactionOptions options, Function<Transaction, T> function, Deadline deadline) {
        if (deadline.passed(world.clock())) {
            throw HedgerowException.of(
                    Failure.DEADLINE_EXCEEDED,
                    "The transaction was not committed within %s; nothing was written"
                            .formatted(options.timeout()));
        }
        try (var transaction = new OpenTransaction(this::reader, sequencer.visible(), deadline)) {
            if (options.token().isPresent()) {
                Optional<Outcome<T>> earlier = tokens.find(transaction, options.token().get());
                if (earlier.isPresent()) {
                    return new Attempt.Done<>(earlier.get());
                }
            }
            T value = function.apply(transaction);
            options.token().ifPresent(token -> tokens.write(transaction, token));
            return commit(transaction, value);
        }
    }

    private <T extends @Nullable Object> Attempt<T> commit(OpenTransaction transaction, T value) {
        if (transaction.writesNothing()) {
            return new Attempt.Done<>(new Outcome.Committed<>(value, transaction.stamp()));
        }
        return switch (sequencer.submit(transaction.proposal())) {
            case Proposal.Verdict.Accepted(Stamp stamp) ->
                    new Attempt.Done<>(new Outcome.Committed<>(value, stamp));
            case Proposal.Verdict.Conflicted(var key) -> new Attempt.Again<>(key);
            case Proposal.Verdict.Failed(var failure) -> throw failed(failure);
        };
    }

    /** The sequencer's failure is one object for many waiters; each throws its own. */
    private static HedgerowException failed(HedgerowException shared) {
        return HedgerowException.causedBy(
                shared, shared.failure(), String.valueOf(shared.getMessage()));
    }

    private void pause(int attempt, Deadline deadline) {
        long most = Math.min(BACKOFF_MAX.toNanos(), 100_000L << Math.min(attempt - 2, 20));
        long left = deadline.left(world.clock()).toNanos();
        world.clock().sleep(Duration.ofNanos(Math.min(left, world.random().nextLong(most + 1))));
    }

    private static HedgerowException conflict(@Nullable Key key, TransactionOptions options) {
        return HedgerowException.of(
                Failure.TRANSACTION_CONFLICT,
                "Other writers changed %s during each of %d attempts; try again"
                        .formatted(key == null ? "what was read" : key, options.attempts()),
                key == null ? Map.of() : Map.of("keys", List.of(key.toString())));
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
            var staging = storage.stage(begun.toString());
            var rows = new RowSorter(staging, world.threads(), options.loadPartBytes());
            return new OpenLoad(sweep, claim, begun, rows);
        } catch (RuntimeException | Error e) {
            loads.release(claim);
            throw e;
        }
    }

    @Override
    public Snapshot snapshot() {
        return new OpenSnapshot(reader(sequencer.visible()));
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        if (at.isAfter(sequencer.visible())) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "%s is in the future; the newest commit is %s"
                            .formatted(at, sequencer.visible()));
        }
        return new OpenSnapshot(reader(at));
    }

    @Override
    public Stamp visible() {
        return sequencer.visible();
    }

    @Override
    public Watch watch(KeyRange range) {
        return watches.watch(range);
    }

    @Override
    public void compact() {
        storage.compact();
    }

    @Override
    public void checkpoint(Path folder) {
        storage.checkpoint(folder);
    }

    @Override
    public long bytes() {
        return storage.bytes();
    }

    @Override
    public void close() {
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
        public void close() {
            reader.close();
        }
    }
}

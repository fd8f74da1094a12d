package dev.hedgerow.store;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store.Begun;
import dev.hedgerow.store.Store.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs functions as transactions, and again when they are refused. */
final class Transactions {
    private static final Duration BACKOFF_MAX = Duration.ofMillis(50);

    private final World world;
    private final StoreReaders readers;
    private final Moments open;
    private final Sequencer sequencer;
    private final Tokens tokens;

    /**
     * @param open where the moment of a transaction is pinned until its verdict
     */
    Transactions(World world, StoreReaders readers, Moments open, Sequencer sequencer) {
        this.world = world;
        this.readers = readers;
        this.open = open;
        this.sequencer = sequencer;
        tokens = new Tokens(world.clock());
    }

    <T extends @Nullable Object> Outcome<T> transact(
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

    /** A transaction whose moment is pinned, so that what it reads can be validated. */
    private OpenTransaction open(Supplier<VersionedReader> now, Deadline deadline) {
        while (true) {
            VersionedReader reader = now.get();
            if (open.tryPin(reader.stamp())) {
                return new OpenTransaction(readers, reader, deadline);
            }
            // commits went by meanwhile
            reader.close();
        }
    }

    <T extends @Nullable Object> void begin(
            Function<Transaction, T> function, Consumer<Begun<T>> told) {
        Deadline deadline = world.clock().deadline(TransactionOptions.DEFAULT.timeout());
        var transaction = open(readers::nowInMemory, deadline);
        Stamp read = transaction.stamp();
        boolean proposed = false;
        try (transaction) {
            T value = function.apply(transaction);
            if (transaction.writesNothing()) {
                told.accept(new Begun.Committed<>(value, read));
                return;
            }
            Proposal proposal =
                    transaction.proposal(verdict -> {
                        open.unpin(read);
                        told.accept(begun(value, verdict));
                    });
            proposed = true;
            sequencer.submit(proposal);
        } finally {
            if (!proposed) {
                open.unpin(read);
            }
        }
    }

    private static <T extends @Nullable Object> Begun<T> begun(T value, Proposal.Verdict verdict) {
        return switch (verdict) {
            case Proposal.Verdict.Accepted(Stamp stamp) -> new Begun.Committed<>(value, stamp);
            case Proposal.Verdict.Conflicted _ -> new Begun.Refused<>();
            case Proposal.Verdict.Failed(var failure) -> new Begun.Failed<>(failed(failure));
        };
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
        var transaction = open(readers::now, deadline);
        try (transaction) {
            if (options.token().isPresent()) {
                Optional<Outcome<T>> earlier = tokens.find(transaction, options.token().get());
                if (earlier.isPresent()) {
                    return new Attempt.Done<>(earlier.get());
                }
            }
            T value = function.apply(transaction);
            options.token().ifPresent(token -> tokens.write(transaction, token));
            return commit(transaction, value);
        } finally {
            open.unpin(transaction.stamp());
        }
    }

    private <T extends @Nullable Object> Attempt<T> commit(OpenTransaction transaction, T value) {
        if (transaction.writesNothing()) {
            return new Attempt.Done<>(new Outcome.Committed<>(value, transaction.stamp()));
        }
        var waiting = new Proposal.Waiting();
        sequencer.submit(transaction.proposal(waiting));
        return switch (waiting.await()) {
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
}

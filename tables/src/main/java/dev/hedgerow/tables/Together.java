package dev.hedgerow.tables;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MustWait;
import dev.hedgerow.store.Store.Begun;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Runs a few transactions at the same time and waits for all of them; each has a bound of its own.
 * The thread of the request begins them one after the other, none waits for another. Only what must
 * wait for a disk, or met another writer, gets a thread of its own.
 */
final class Together {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Writes writes;
    private final World world;

    Together(Writes writes, World world) {
        this.writes = writes;
        this.world = world;
    }

    /** What became of one of them: a value or a failure. */
    record Result<T>(Optional<T> value, Optional<RuntimeException> failure) {
        static <T> Result<T> of(Supplier<T> run) {
            try {
                return new Result<>(Optional.of(run.get()), Optional.empty());
            } catch (RuntimeException e) {
                return failed(e);
            }
        }

        static <T> Result<T> failed(RuntimeException failure) {
            return new Result<>(Optional.empty(), Optional.of(failure));
        }
    }

    /** The results, in the order of the functions. */
    <T> List<Result<T>> transact(List<BiFunction<Transaction, Lookup, T>> functions) {
        var round = new Round<T>(functions.size());
        for (int i = 0; i < functions.size(); i++) {
            begin(functions.get(i), i, round);
        }
        return round.await(world);
    }

    private <T> void begin(BiFunction<Transaction, Lookup, T> function, int place, Round<T> round) {
        Supplier<T> waiting = Asking.carried(() -> writes.transact(function));
        try {
            writes.begin(
                    function,
                    begun -> {
                        switch (begun) {
                            case Begun.Committed<T>(T value, _) ->
                                    round.done(
                                            place,
                                            new Result<>(Optional.of(value), Optional.empty()));
                            case Begun.Refused<T> _ -> start(waiting, place, round);
                            case Begun.Failed<T>(var failure) ->
                                    round.done(place, Result.failed(failure));
                        }
                    });
        } catch (MustWait _) {
            start(waiting, place, round);
        } catch (RuntimeException e) {
            round.done(place, Result.failed(e));
        }
    }

    private <T> void start(Supplier<T> run, int place, Round<T> round) {
        world.threads().start("batch", () -> round.done(place, Result.of(run)));
    }

    /** Transactions on their way. */
    private static final class Round<T> {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition whole = lock.newCondition();
        private final List<Optional<Result<T>>> results = new ArrayList<>();
        private int open;

        Round(int count) {
            open = count;
            for (int i = 0; i < count; i++) {
                results.add(Optional.empty());
            }
        }

        void done(int place, Result<T> result) {
            lock.lock();
            try {
                results.set(place, Optional.of(result));
                open--;
                if (open == 0) {
                    whole.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        List<Result<T>> await(World world) {
            lock.lock();
            try {
                while (open > 0) {
                    world.clock().await(lock, whole, LOOK);
                }
                return results.stream().map(Optional::orElseThrow).toList();
            } finally {
                lock.unlock();
            }
        }
    }
}

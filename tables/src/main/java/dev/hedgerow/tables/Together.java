package dev.hedgerow.tables;

import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Does a few things at the same time and waits for all of them; each has a bound of its own. */
final class Together {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final World world;

    Together(World world) {
        this.world = world;
    }

    /** What became of one of them: a value or a failure. */
    record Result<T>(Optional<T> value, Optional<RuntimeException> failure) {}

    /** The results, in the order of the runs. */
    <T> List<Result<T>> run(List<Supplier<T>> runs) {
        if (runs.size() == 1) {
            return List.of(result(runs.getFirst()));
        }
        var round = new Round<T>(runs.size());
        for (int i = 0; i < runs.size(); i++) {
            int place = i;
            Supplier<T> run = Asking.carried(runs.get(i));
            world.threads().start("batch", () -> round.done(place, result(run)));
        }
        return round.await(world);
    }

    private static <T> Result<T> result(Supplier<T> run) {
        try {
            return new Result<>(Optional.of(run.get()), Optional.empty());
        } catch (RuntimeException e) {
            return new Result<>(Optional.empty(), Optional.of(e));
        }
    }

    /** Runs on their way. */
    private static final class Round<T> {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final List<Optional<Result<T>>> results = new ArrayList<>();
        private int open;

        Round(int runs) {
            open = runs;
            for (int i = 0; i < runs; i++) {
                results.add(Optional.empty());
            }
        }

        void done(int place, Result<T> result) {
            lock.lock();
            try {
                results.set(place, Optional.of(result));
                open--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        List<Result<T>> await(World world) {
            lock.lock();
            try {
                while (open > 0) {
                    world.clock().await(lock, changed, LOOK);
                }
                return results.stream().map(Optional::orElseThrow).toList();
            } finally {
                lock.unlock();
            }
        }
    }
}

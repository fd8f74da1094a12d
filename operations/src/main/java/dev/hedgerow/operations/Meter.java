package dev.hedgerow.operations;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.store.Transaction;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes progress reports and writes some of them: the first of a step, and two a second. */
final class Meter implements Progress {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final WorkerSteps steps;
    private final Core core;
    private @Nullable ProgressReport unwritten;
    private boolean written;
    private long writtenNanos;

    Meter(WorkerSteps steps, Core core) {
        this.steps = steps;
        this.core = core;
    }

    @Override
    public void at(long done, long total, String unit) {
        report(done, OptionalLong.of(total), unit);
    }

    @Override
    public void at(long done, String unit) {
        report(done, OptionalLong.empty(), unit);
    }

    @Override
    public void check() {
        steps.obeyHints();
    }

    /** A new step has begun. */
    void reset() {
        written = false;
        unwritten = null;
    }

    private void report(long done, OptionalLong total, String unit) {
        steps.obeyHints();
        Clock clock = core.world().clock();
        unwritten = new ProgressReport(steps.current(), done, total, unit, core.records().now());
        if (!written || clock.nanos() - writtenNanos >= INTERVAL.toNanos()) {
            written = true;
            writtenNanos = clock.nanos();
            core.store()
                    .transact(tx -> {
                        steps.guard(tx);
                        flush(tx);
                        return true;
                    });
        }
    }

    /** Writes the last report along with something else. */
    void flush(Transaction transaction) {
        ProgressReport report = unwritten;
        if (report != null) {
            transaction.put(Keys.progress(steps.id()), Json.bytes(report));
        }
    }
}

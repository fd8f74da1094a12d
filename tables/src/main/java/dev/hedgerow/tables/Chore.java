package dev.hedgerow.tables;

import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.RetryPolicy;
import dev.hedgerow.operations.Schedule;
import dev.hedgerow.operations.Schedules;
import dev.hedgerow.operations.Target;
import java.time.Duration;
import java.util.List;

/** An operation that is done again and again for all tables, and is told nothing. */
abstract class Chore implements OperationType<Chore.Request> {
    /** In a row, before its schedule pauses. */
    private static final int FAILURES_MAX = 1000;

    private final String kind;
    private final Duration every;

    Chore(String kind, Duration every) {
        this.kind = kind;
        this.every = every;
    }

    /** As stored: nothing needs to be said. */
    record Request() {}

    /** Sees to it that it is done from now on. */
    final void schedule(Operations operations) {
        var plan = new Schedule.Plan(every, Schedule.Overlap.SKIP, FAILURES_MAX);
        var _ = new Schedules(operations).put(kind, this, new Request(), plan, Tending.ORIGIN);
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final Class<Request> request() {
        return Request.class;
    }

    @Override
    public final List<Target> targets(Request request) {
        return List.of(Target.exclusive("tables", kind));
    }

    /** The next turn tries again. */
    @Override
    public final RetryPolicy retry() {
        return RetryPolicy.NONE;
    }

    @Override
    public final Duration retention() {
        return Duration.ofHours(1);
    }
}

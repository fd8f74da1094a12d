package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that is done again and again: at each turn an operation is created. */
public record Schedule(String name, Job job, Plan plan, Course course) {
    /**
     * What is created at each turn.
     *
     * @param version of the request's form
     * @param request JSON
     * @param origin without an idempotency key
     */
    public record Job(String kind, int version, String request, Origin origin) {}

    /**
     * When it is created.
     *
     * @param every 1 s to 366 days, counted from the first turn; turns that were missed are left
     *     out
     * @param failuresMax failures in a row after which the schedule pauses, 1 to 1,000
     */
    public record Plan(Duration every, Overlap overlap, int failuresMax) {
        static final Duration EVERY_MIN = Duration.ofSeconds(1);
        static final Duration EVERY_MAX = Duration.ofDays(366);

        public Plan {
            Limits.range(
                    "schedule's interval in ms",
                    every.toMillis(),
                    EVERY_MIN.toMillis(),
                    EVERY_MAX.toMillis());
            Limits.range("number of failures before a pause", failuresMax, 1, 1000);
        }
    }

    /** What happens at a turn when the operation of an earlier one is still in flight. */
    public enum Overlap {
        /** The turn is left out. */
        SKIP,
        /** Another is created, and waits in line. */
        QUEUE
    }

    /**
     * How it has gone so far.
     *
     * @param next the next turn; kept while paused
     * @param paused no turns until it is resumed
     * @param failures of the latest operations, in a row
     * @param last the operation of the latest turn
     */
    public record Course(Instant next, boolean paused, int failures, Optional<OperationId> last) {
        Course at(Instant turn) {
            return new Course(turn, paused, failures, last);
        }

        Course paused(boolean now) {
            return new Course(next, now, 0, last);
        }
    }

    Schedule with(Course other) {
        return new Schedule(name, job, plan, other);
    }
}

package dev.hedgerow.projection;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the sensor remembers of a graph that following will not bring up to date.
 *
 * @param identity what is wrong, and since which generation or commit; another identity is another
 *     staleness
 * @param since when it was seen first
 * @param head the graph's head at the last look
 * @param asked how often a build was asked for because of it
 * @param last the latest of those builds
 */
record Staleness(
        String identity, Instant since, Stamp head, int asked, Optional<OperationId> last) {
    /** A burst of writes is let pass, but not for longer. */
    static final Duration PATIENCE_MAX = Duration.ofSeconds(60);

    static final Duration PAUSE_MIN = Duration.ofSeconds(30);
    static final Duration PAUSE_MAX = Duration.ofHours(1);

    static Staleness seen(String identity, Stamp head, Instant now) {
        return new Staleness(identity, now, head, 0, Optional.empty());
    }

    Staleness at(Stamp newest) {
        return new Staleness(identity, since, newest, asked, last);
    }

    Staleness asked(OperationId build) {
        return new Staleness(identity, since, head, asked + 1, Optional.of(build));
    }

    /**
     * Whether it is time to ask for a build: not in the middle of a burst of writes, not when a
     * build has succeeded and changed nothing or was cancelled, and after a failure only when some
     * time has passed.
     *
     * @param build the latest one that was asked for because of it, if it is still known
     */
    boolean isDue(Stamp newest, Instant now, Optional<Status> build) {
        if (asked == 0) {
            return newest.equals(head) || !now.isBefore(since.plus(PATIENCE_MAX));
        }
        return switch (build.orElse(null)) {
            // forgotten: long ago
            case null -> true;
            case Status.Failed(Instant at, _) -> isRested(at, now);
            case Status.Expired(Instant at) -> isRested(at, now);
            case Status.Succeeded _, Status.Cancelled _ -> false;
            case Status.Waiting _, Status.Ready _, Status.Running _ -> false;
        };
    }

    private boolean isRested(Instant ended, Instant now) {
        Duration pause = PAUSE_MIN.multipliedBy(1L << Math.min(asked - 1, 20));
        return !now.isBefore(ended.plus(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause));
    }
}

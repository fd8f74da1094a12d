package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.DeadStretches.Stretch;
import dev.hedgerow.store.Reader.Direction;
import org.jspecify.annotations.Nullable;

/**
 * The deleted keys that one scan meets, one behind the other: it asks whether they lie in a stretch
 * that is known, and makes them known when they are many.
 */
final class DeadRun implements AutoCloseable {
    /** So many in a row are worth to be known. */
    static final int WORTH = 32;

    private static final int LOOK_EVERY = 8;

    private final @Nullable DeadStretches known;
    private final Direction direction;
    private final Stamp moment;
    private byte @Nullable [] start;
    private byte @Nullable [] last;
    private DeadStretches.@Nullable Watch watch;
    private int length;

    /**
     * @param known null when nothing may be concluded from it
     */
    DeadRun(@Nullable DeadStretches known, Direction direction, Stamp moment) {
        this.known = known;
        this.direction = direction;
        this.moment = moment;
    }

    private boolean up() {
        return direction == Direction.ASCENDING;
    }

    /**
     * Takes a deleted key, as one of its versions is stored.
     *
     * @return the place where to go on, when all before it is known to be dead
     */
    byte @Nullable [] met(byte[] here) {
        if (known == null) {
            return null;
        }
        Stretch around = length % LOOK_EVERY == 0 ? known.around(here, moment) : null;
        if (around != null) {
            last = up() ? around.from() : around.to();
            end(known, length > 0);
            start = up() ? around.to() : around.from();
            return start;
        }
        last = up() ? Layout.afterVersions(here) : Layout.beforeOwnVersions(here);
        if (start == null) {
            start = up() ? Layout.beforeOwnVersions(here) : Layout.afterVersions(here);
        }
        length++;
        if (length == WORTH) {
            watch = known.watch(start, direction, moment);
        }
        return null;
    }

    /** Something lives here, or the scan ends. */
    @Override
    public void close() {
        if (known != null) {
            end(known, false);
        }
        start = null;
    }

    private void end(DeadStretches stretches, boolean evenShort) {
        byte[] from = start;
        byte[] to = last;
        DeadStretches.Watch looking = watch;
        if (from != null && to != null) {
            if (looking == null && evenShort && length < WORTH) {
                looking = stretches.watch(from, direction, moment);
            }
            if (looking != null) {
                stretches.found(looking, to);
            }
        }
        watch = null;
        last = null;
        length = 0;
    }
}

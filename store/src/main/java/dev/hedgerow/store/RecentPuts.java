package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the last puts were, as places between stored keys. */
final class RecentPuts {
    private static final int KEPT_MAX = 4096;

    private final byte[] @Nullable [] places = new byte @Nullable [KEPT_MAX][];
    private final long[] stamps = new long[KEPT_MAX];
    private Stamp forgotten;
    private int next;

    /**
     * @param start everything up to it was written before anything was noted here
     */
    RecentPuts(Stamp start) {
        forgotten = start;
    }

    /** Puts up to this commit are not known any more; every later one is. */
    Stamp forgotten() {
        return forgotten;
    }

    void add(byte[] place, Stamp stamp) {
        if (places[next] != null && stamps[next] > forgotten.value()) {
            forgotten = new Stamp(stamps[next]);
        }
        places[next] = place;
        stamps[next] = stamp.value();
        next = (next + 1) % KEPT_MAX;
    }

    /** Shows the places of the puts after the moment. */
    void since(Stamp moment, Consumer<byte[]> seen) {
        for (int i = 0; i < KEPT_MAX; i++) {
            byte[] place = places[i];
            if (place != null && stamps[i] > moment.value()) {
                seen.accept(place);
            }
        }
    }

    /** Says that there were others, up to the stamp. */
    void forget(Stamp stamp) {
        forgotten = stamp;
    }
}

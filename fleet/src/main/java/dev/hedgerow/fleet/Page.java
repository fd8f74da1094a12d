package dev.hedgerow.fleet;

import java.util.List;
import java.util.Optional;

/**
 * Some of a list.
 *
 * @param next where the following page begins; empty on the last one
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public static final int LIMIT_MAX = 1000;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which page.
     *
     * @param after {@link Page#next} of the page before; empty for the first
     * @param limit 1 to {@link #LIMIT_MAX}
     */
    public record Request(Optional<String> after, int limit) {
        public static final Request FIRST = new Request(Optional.empty(), 100);

        public Request {
            Names.within("the length of a page", limit, 1, LIMIT_MAX);
        }

        public static Request first(int limit) {
            return new Request(Optional.empty(), limit);
        }
    }
}

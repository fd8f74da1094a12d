package dev.hedgerow.operations;

import java.util.List;
import java.util.Optional;

/**
 * Some of the answers to a question.
 *
 * @param next where the following page begins; absent on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which answers are wanted.
     *
     * @param limit 1 to 1,000
     * @param after {@link Page#next} of the page before
     */
    public record Request(int limit, Optional<String> after) {
        public static final int LIMIT_MAX = 1000;

        public Request {
            Limits.range("page limit", limit, 1, LIMIT_MAX);
        }

        public static Request first(int limit) {
            return new Request(limit, Optional.empty());
        }

        public Request after(String next) {
            return new Request(limit, Optional.of(next));
        }
    }
}

package dev.hedgerow.dynamodb.signature;

import java.util.List;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param target path and query
 * @param headers with all their values
 * @param body as it was sent, compressed or not
 */
public record Request(String method, String target, Headers headers, byte[] body) {
    /** Headers by their names, in whatever case. */
    @FunctionalInterface
    public interface Headers {
        /** The values in the order in which they came; none when there is no such header. */
        List<String> all(String name);
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        List<String> values = headers.all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** The part of the target before the question mark. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The part behind the question mark; empty when there is none. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}

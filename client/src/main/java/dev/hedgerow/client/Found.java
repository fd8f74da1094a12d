package dev.hedgerow.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows found by values of their properties. */
public final class Found {
    private Found() {}

    /**
     * What is looked for.
     *
     * @param type a node type, an edge type or an interface
     * @param where values by property, as in a row; null finds rows without a value
     * @param at a branch, a commit or a time; main when absent
     * @param limit 1 to 1,000; 100 when absent
     * @param after the {@link Page#next} of the page before
     */
    public record Wanted(
            String type,
            Map<String, @Nullable Object> where,
            Optional<String> at,
            Optional<Integer> limit,
            Optional<Map<String, @Nullable Object>> after) {}

    /**
     * A page, in the order of the keys.
     *
     * @param rows either nodes or edges
     * @param next where the next page begins; empty on the last
     */
    public record Page(
            String graph,
            String branch,
            String commit,
            List<Row> rows,
            Optional<Map<String, @Nullable Object>> next) {}

    /**
     * A node, which has a type and a key, or an edge, which has its type as {@code edge} and the
     * keys of its ends.
     */
    public record Row(
            Optional<String> type,
            Optional<String> edge,
            @Nullable Object key,
            @Nullable Object from,
            @Nullable Object to,
            Map<String, @Nullable Object> properties) {}
}

package dev.hedgerow.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query found, at one commit and on one generation.
 *
 * @param rows cells in the order of the columns, as JSON values: nodes, edges and paths are maps
 * @param truncated whether there were more rows than were wanted
 */
public record Answer(
        String graph,
        String branch,
        String commit,
        String generation,
        List<Column> columns,
        List<List<@Nullable Object>> rows,
        boolean truncated,
        Statistics statistics) {

    /** A column's name and type, in the engine's words. */
    public record Column(String name, String type) {}

    /** What the query cost on the node: in the engine, and from request to answer. */
    public record Statistics(long rows, double executeMs, double totalMs) {}
}

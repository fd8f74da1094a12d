package dev.hedgerow.projection.serve;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.engine.PathValue;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes at the ends of edges whose rows do not have them: an edge alone knows only where the
 * engine keeps its ends. Asked for in the answer's own transaction, once for each type of node.
 */
final class EdgeEnds {
    /** Ends that are asked for, at most; an answer with more keeps the rest unknown. */
    private static final int ENDS_MAX = 20_000;

    private static final String TABLES = "CALL show_tables() WHERE type = 'NODE' RETURN id, name";
    private final Session session;
    private final Supplier<QueryLimits> limits;

    /**
     * @param limits what is left of those of the answer
     */
    EdgeEnds(Session session, Supplier<QueryLimits> limits) {
        this.session = session;
        this.limits = limits;
    }

    /** The ends by where the engine keeps them. */
    Map<InternalId, NodeValue> of(QueryResult answer) {
        Map<Long, Set<Long>> missing = missing(answer);
        if (missing.isEmpty()) {
            return Map.of();
        }
        Map<Long, String> tables = new HashMap<>();
        for (List<@Nullable Object> row : ask(TABLES, Map.of())) {
            tables.put(((Number) cell(row, 0)).longValue(), (String) cell(row, 1));
        }
        Map<InternalId, NodeValue> ends = new LinkedHashMap<>();
        missing.forEach((table, offsets) -> {
            String cypher =
                    "UNWIND $offsets AS o WITH internal_id(%d, o) AS i MATCH (n:`%s`) WHERE id(n) = i RETURN n"
                            .formatted(table, tables.get(table));
            for (List<@Nullable Object> row :
                    ask(cypher, Map.of("offsets", List.copyOf(offsets)))) {
                var node = (NodeValue) cell(row, 0);
                ends.put(node.id(), node);
            }
        });
        return ends;
    }

    private List<List<@Nullable Object>> ask(String cypher, Map<String, Object> parameters) {
        return session.query(cypher, parameters, limits.get().withMaxRows(ENDS_MAX)).rows();
    }

    private static Object cell(List<@Nullable Object> row, int at) {
        Object cell = row.get(at);
        if (cell == null) {
            throw new IllegalStateException("the engine gave no value for column " + at);
        }
        return cell;
    }

    /** Offsets by table, in order. */
    private static Map<Long, Set<Long>> missing(QueryResult answer) {
        Map<Long, Set<Long>> missing = new TreeMap<>();
        int count = 0;
        for (List<@Nullable Object> row : answer.rows()) {
            var found = new Found();
            row.forEach(found::look);
            for (InternalId end : found.ends) {
                boolean wanted = !found.nodes.contains(end) && count < ENDS_MAX;
                if (wanted
                        && missing.computeIfAbsent(end.table(), _ -> new TreeSet<>())
                                .add(end.offset())) {
                    count++;
                }
            }
        }
        return missing;
    }

    /** What one row has. */
    private static final class Found {
        final Set<InternalId> nodes = new HashSet<>();
        final Set<InternalId> ends = new LinkedHashSet<>();

        void look(@Nullable Object cell) {
            switch (cell) {
                case NodeValue node -> nodes.add(node.id());
                case EdgeValue edge -> {
                    ends.add(edge.from());
                    ends.add(edge.to());
                }
                case PathValue path -> {
                    path.nodes().forEach(this::look);
                    path.edges().forEach(this::look);
                }
                case List<?> list -> list.forEach(this::look);
                case Map<?, ?> map -> map.values().forEach(this::look);
                case null, default -> {}
            }
        }
    }
}

package dev.hedgerow.simulation.engine;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The questions that can be asked of a database. */
final class Question {
    private static final Pattern COMMENT =
            Pattern.compile("CALL show_tables\\(\\) WHERE name = '(\\w+)' RETURN comment.*");
    private static final Pattern TABLES =
            Pattern.compile("CALL show_tables\\(\\) WHERE type = 'NODE' RETURN id, name");
    private static final Pattern NODES =
            Pattern.compile("MATCH \\(n:`([^`]+)`\\) RETURN count\\(\\*\\)");
    private static final Pattern COUNT =
            Pattern.compile("MATCH \\(\\)-\\[e:`([^`]+)`\\]->\\(\\) RETURN count\\(\\*\\)");
    private static final Pattern BY_ID =
            Pattern.compile(
                    "UNWIND \\$offsets AS o WITH internal_id\\((\\d+), o\\) AS i MATCH \\(n:`([^`]+)`\\) WHERE id\\(n\\) = i RETURN n");

    private final Content content;

    Question(Content content) {
        this.content = content;
    }

    /** Whether its answer is kept with its text. */
    static boolean isKept(String text) {
        return text.startsWith("CALL");
    }

    List<List<@Nullable Object>> ask(
            String text, Map<String, ? extends @Nullable Object> parameters) {
        if (text.equals(Questions.EVERYTHING)) {
            return everything();
        }
        if (text.equals(Questions.EDGES)) {
            return edges();
        }
        var comment = COMMENT.matcher(text);
        if (comment.matches()) {
            return content.find(comment.group(1))
                    .map(table -> row(content.comment(table.name())))
                    .map(List::of)
                    .orElse(List.of());
        }
        if (TABLES.matcher(text).matches()) {
            return content.tables().stream()
                    .filter(table -> !table.isOfEdges())
                    .map(table -> row(table.number(), table.name()))
                    .toList();
        }
        var nodes = NODES.matcher(text);
        var count = COUNT.matcher(text);
        if (nodes.matches() || count.matches()) {
            String table = nodes.matches() ? nodes.group(1) : count.group(1);
            return List.of(row((long) content.table(table).rows().size()));
        }
        var byId = BY_ID.matcher(text);
        if (byId.matches() && parameters.get("offsets") instanceof List<?> offsets) {
            Table table = content.table(byId.group(2));
            return table.rows().values().stream()
                    .filter(each -> offsets.contains(each.offset()))
                    .map(each -> row(node(table, each)))
                    .toList();
        }
        throw new IllegalStateException("The model engine does not know: " + text);
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    @SuppressWarnings("NullAway") // javac drops the nullness of the record's properties
    private static NodeValue node(Table table, Table.Row row) {
        return new NodeValue(table.id(row), table.name(), table.properties(row));
    }

    private NodeValue end(Table edges, Table.Row edge, int which) {
        var ends = edges.ends().orElseThrow();
        Table table = content.table(which == 0 ? ends.from() : ends.to());
        Table.Row row = table.rows().get(edge.values().subList(which, which + 1));
        if (row == null) {
            throw new IllegalStateException("an edge without its end: " + edge);
        }
        return node(table, row);
    }

    @SuppressWarnings("NullAway") // javac drops the nullness of the record's properties
    private EdgeValue edge(Table table, Table.Row row) {
        return new EdgeValue(
                table.id(row),
                table.name(),
                end(table, row, 0).id(),
                end(table, row, 1).id(),
                table.properties(row));
    }

    private List<List<@Nullable Object>> edges() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (Table table : content.tables()) {
            if (table.isOfEdges()) {
                table.rows().values().forEach(edge -> rows.add(row(edge(table, edge))));
            }
        }
        return rows;
    }

    private List<List<@Nullable Object>> everything() {
        Map<InternalId, List<List<@Nullable Object>>> leaving = new LinkedHashMap<>();
        for (Table table : content.tables()) {
            if (table.isOfEdges()) {
                for (Table.Row edge : table.rows().values()) {
                    leaving.computeIfAbsent(end(table, edge, 0).id(), _ -> new ArrayList<>())
                            .add(row(edge(table, edge), end(table, edge, 1)));
                }
            }
        }
        var rows = new ArrayList<List<@Nullable Object>>();
        for (Table table : content.tables()) {
            // the table of the applied commit has no rows, and so no part in any answer
            if (!table.isOfEdges()) {
                for (Table.Row each : table.rows().values()) {
                    var node = node(table, each);
                    var edges = leaving.getOrDefault(node.id(), List.of(row(null, null)));
                    edges.forEach(edge -> rows.add(row(node, edge.get(0), edge.get(1))));
                }
            }
        }
        return rows;
    }
}

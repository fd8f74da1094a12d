package dev.hedgerow.simulation.engine;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements that change a database, as the projection writes them. */
final class Script {
    private static final String NAME = "`([^`]+)`";
    private static final String CAST = "CAST\\(\\$(\\w+) AS [^)]+\\)";
    private static final String NODE = "\\(\\w:" + NAME + " \\{" + NAME + ": " + CAST + "\\}\\)";
    private static final String KEY = "(?: \\{_key: \\$(\\w+)\\})?";

    private static final Pattern NODE_TABLE =
            Pattern.compile("CREATE NODE TABLE `?(\\w+)`?\\((.*)\\)");
    private static final Pattern EDGE_TABLE =
            Pattern.compile(
                    "CREATE REL TABLE " + NAME + "\\(FROM " + NAME + " TO " + NAME + "(.*)\\)");
    private static final Pattern INDEX = Pattern.compile("CREATE ART INDEX .*");
    private static final Pattern COPY = Pattern.compile("COPY " + NAME + " FROM (\\['.*'\\]|'.*')");
    private static final Pattern FILE = Pattern.compile("'([^']*)'");
    private static final Pattern COMMENT = Pattern.compile("COMMENT ON TABLE (\\w+) IS '([^']*)'");
    private static final Pattern DELETE_NODE =
            Pattern.compile("MATCH " + NODE + " DETACH DELETE n");
    private static final Pattern DELETE_EDGE =
            Pattern.compile("MATCH " + NODE + "-\\[e:" + NAME + KEY + "\\]->" + NODE + " DELETE e");
    private static final Pattern MERGE_NODE = Pattern.compile("MERGE " + NODE + "(?: SET (.*))?");
    private static final Pattern MERGE_EDGE =
            Pattern.compile(
                    "MATCH "
                            + NODE
                            + ", "
                            + NODE
                            + " MERGE \\(a\\)-\\[e:"
                            + NAME
                            + KEY
                            + "\\]->\\(b\\)(?: SET (.*))?");
    private static final String FIELD = "CAST\\(r\\.(\\w+) AS [^)]+\\)";
    private static final String FOUND = "\\(\\w:" + NAME + " \\{" + NAME + ": " + FIELD + "\\}\\)";
    private static final Pattern SET_NODES =
            Pattern.compile("UNWIND \\$rows AS r MATCH " + FOUND + " SET (.*)");
    private static final Pattern CREATE_NODES =
            Pattern.compile("UNWIND \\$rows AS r CREATE \\(:" + NAME + " \\{(.*)\\}\\)");
    private static final Pattern CREATE_EDGES =
            Pattern.compile(
                    "UNWIND \\$rows AS r MATCH "
                            + FOUND
                            + " WITH r, a MATCH "
                            + FOUND
                            + " CREATE \\(a\\)-\\[:"
                            + NAME
                            + "(?: \\{(.*)\\})?\\]->\\(b\\)");
    private static final Pattern MEMBER =
            Pattern.compile("(?:\\w\\.)?(?:" + NAME + "|(_key))(?: =|:) " + FIELD);
    private static final Pattern COLUMN = Pattern.compile("`([^`]+)` |\\b(_key|id) ");
    private static final Pattern SET = Pattern.compile("\\w\\." + NAME + " = " + CAST);

    private final Content content;
    private final Map<String, ? extends @Nullable Object> parameters;

    Script(Content content, Map<String, ? extends @Nullable Object> parameters) {
        this.content = content;
        this.parameters = parameters;
    }

    static HedgerowException refused(String problem) {
        return HedgerowException.of(Failure.CYPHER_INVALID, "The engine refuses it: " + problem);
    }

    /** Where rows are loaded from, for a statement that loads. */
    static List<Path> sources(String statement, Path database) {
        var copy = COPY.matcher(statement);
        return copy.matches()
                ? FILE.matcher(copy.group(2))
                        .results()
                        .map(file -> database.getFileSystem().getPath(file.group(1)))
                        .toList()
                : List.of();
    }

    /**
     * Carries out a statement.
     *
     * @param loaded rows of the {@link #sources}
     */
    void run(String statement, List<List<@Nullable Object>> loaded) {
        boolean known =
                on(NODE_TABLE, statement, this::nodeTable)
                        || on(EDGE_TABLE, statement, this::edgeTable)
                        || on(INDEX, statement, _ -> true)
                        || on(COPY, statement, copy -> load(copy.group(1), loaded))
                        || on(COMMENT, statement, this::comment)
                        || on(DELETE_NODE, statement, this::deleteNode)
                        || on(DELETE_EDGE, statement, this::deleteEdge)
                        || on(SET_NODES, statement, this::setNodes)
                        || on(CREATE_NODES, statement, this::createNodes)
                        || on(CREATE_EDGES, statement, this::createEdges)
                        || on(MERGE_NODE, statement, this::mergeNode)
                        || on(MERGE_EDGE, statement, this::mergeEdge);
        if (!known) {
            throw new IllegalStateException("The model engine does not know: " + statement);
        }
    }

    private static boolean on(
            Pattern pattern, String statement, Function<MatchResult, Boolean> action) {
        var matcher = pattern.matcher(statement);
        return matcher.matches() && action.apply(matcher.toMatchResult());
    }

    private static List<String> columns(String declarations) {
        String named = declarations.replaceFirst(",? *PRIMARY KEY\\(.*$", " ");
        return COLUMN.matcher(named)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private boolean nodeTable(MatchResult found) {
        content.add(found.group(1), Optional.empty(), columns(found.group(2)), false);
        return true;
    }

    private boolean edgeTable(MatchResult found) {
        var columns = columns(found.group(4));
        var ends = new Table.Ends(found.group(2), found.group(3));
        content.add(found.group(1), Optional.of(ends), columns, columns.indexOf("_key") == 0);
        return true;
    }

    private boolean load(String name, List<List<@Nullable Object>> loaded) {
        Table table = content.table(name);
        for (List<@Nullable Object> row : loaded) {
            if (table.rows().containsKey(row.subList(0, table.identity()))) {
                throw refused("%s has %s twice".formatted(name, row));
            }
            if (table.isOfEdges() && !content.hasEnds(table, row)) {
                throw refused("%s in %s has no end".formatted(row, name));
            }
            table.put(row);
        }
        return true;
    }

    private boolean comment(MatchResult found) {
        content.comment(found.group(1), found.group(2));
        return true;
    }

    private @Nullable Object parameter(String name) {
        if (!parameters.containsKey(name)) {
            throw refused("no parameter " + name);
        }
        return parameters.get(name);
    }

    private List<@Nullable Object> values(@Nullable String... names) {
        var values = new ArrayList<@Nullable Object>();
        for (String name : Arrays.asList(names)) {
            if (name != null) {
                values.add(parameter(name));
            }
        }
        return values;
    }

    private boolean deleteNode(MatchResult found) {
        content.detachAndDelete(content.table(found.group(1)), values(found.group(3)));
        return true;
    }

    private boolean deleteEdge(MatchResult found) {
        Table table = content.table(found.group(4));
        table.rows().remove(values(found.group(3), found.group(8), found.group(5)));
        return true;
    }

    private boolean mergeNode(MatchResult found) {
        Table table = content.table(found.group(1));
        set(table, table.merge(values(found.group(3))), found.group(4));
        return true;
    }

    private boolean mergeEdge(MatchResult found) {
        Table table = content.table(found.group(7));
        var identity = values(found.group(3), found.group(6), found.group(8));
        // without both ends nothing matches, and nothing is merged
        if (content.hasEnds(table, identity)) {
            set(table, table.merge(identity), found.group(9));
        }
        return true;
    }

    private boolean setNodes(MatchResult found) {
        Table table = content.table(found.group(1));
        for (Map<?, ?> row : rows()) {
            Table.Row known = table.rows().get(List.of(field(row, found.group(3))));
            if (known != null) {
                put(table, known.values(), row, found.group(4));
            }
        }
        return true;
    }

    private boolean createNodes(MatchResult found) {
        Table table = content.table(found.group(1));
        for (Map<?, ?> row : rows()) {
            var values = new ArrayList<@Nullable Object>(table.blank(List.of()));
            members(found.group(2), row, (name, value) -> values.set(table.column(name), value));
            if (table.rows().containsKey(values.subList(0, table.identity()))) {
                throw refused("%s has %s already".formatted(table.name(), values));
            }
            table.put(values);
        }
        return true;
    }

    private boolean createEdges(MatchResult found) {
        Table table = content.table(found.group(7));
        for (Map<?, ?> row : rows()) {
            List<@Nullable Object> ends = new ArrayList<>();
            ends.add(field(row, found.group(3)));
            ends.add(field(row, found.group(6)));
            if (!content.hasEnds(table, ends)) {
                continue;
            }
            var values = new ArrayList<@Nullable Object>(table.blank(ends));
            String members = found.group(8) == null ? "" : found.group(8);
            members(members, row, (name, value) -> values.set(table.column(name), value));
            if (table.rows().containsKey(values.subList(0, table.identity()))) {
                // an engine would keep both, and every answer from then on be wrong
                throw new IllegalStateException("a second %s %s".formatted(table.name(), values));
            }
            table.put(values);
        }
        return true;
    }

    private List<Map<?, ?>> rows() {
        var rows = new ArrayList<Map<?, ?>>();
        if (parameter("rows") instanceof List<?> given) {
            given.forEach(row -> rows.add((Map<?, ?>) row));
        }
        return rows;
    }

    private static Object field(Map<?, ?> row, String name) {
        Object value = row.get(name);
        if (value == null) {
            throw refused("no field " + name);
        }
        return value;
    }

    private static void members(
            String text, Map<?, ?> row, BiConsumer<String, @Nullable Object> member) {
        MEMBER.matcher(text)
                .results()
                .forEach(found ->
                        member.accept(
                                found.group(1) == null ? found.group(2) : found.group(1),
                                row.get(found.group(3))));
    }

    private static void put(
            Table table, List<@Nullable Object> before, Map<?, ?> row, String assignments) {
        var values = new ArrayList<@Nullable Object>(before);
        members(assignments, row, (name, value) -> values.set(table.column(name), value));
        table.put(values);
    }

    private void set(Table table, List<@Nullable Object> before, @Nullable String assignments) {
        var values = new ArrayList<@Nullable Object>(before);
        if (assignments != null) {
            SET.matcher(assignments)
                    .results()
                    .forEach(found ->
                            values.set(table.column(found.group(1)), parameter(found.group(2))));
        }
        table.put(values);
    }
}

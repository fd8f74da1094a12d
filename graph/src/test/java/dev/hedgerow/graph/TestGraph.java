package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.EntityKey.NodeKey;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A graph of people, for tests, and short ways to write and read it. */
final class TestGraph implements AutoCloseable {
    static final String PEOPLE =
            """
            node Person {
              name: String @key
              mail: String? @unique
              age: I32?
              city: String @default("Bonn")
            }
            node Note {
              text: String
            }
            node Dog {
              chip: I64 @key
            }
            edge Knows: Person -> Person { since: I32? }
            edge Owns: Person -> Dog @card(0..2)
            edge Wrote: Person -> Note @multi { at: I32? }
            """;

    final HookedStore store;
    final Graphs graphs;
    final Graph graph;
    private int line;

    TestGraph(StoreKind kind, Path folder) {
        this(kind, folder, PEOPLE);
    }

    TestGraph(StoreKind kind, Path folder, String schema) {
        this(kind, folder, schema, LoadLimits.temporary());
    }

    TestGraph(StoreKind kind, Path folder, String schema, LoadLimits loads) {
        store = new HookedStore(kind.open(folder));
        graphs = new Graphs(store, World.system(), loads);
        graph = graphs.create(new CreateGraph("default", "people", schema, "people.pg", "ann"));
    }

    Row node(Op op, String type, @Nullable Object... values) {
        return new Row.NodeRow(
                place(), op, type, Optional.empty(), Optional.empty(), values(values));
    }

    Row edge(Op op, String type, Object from, Object to, @Nullable Object... values) {
        return new Row.EdgeRow(
                place(),
                op,
                type,
                Optional.empty(),
                List.of(from),
                List.of(to),
                Optional.empty(),
                values(values));
    }

    Row person(String name, @Nullable Object... values) {
        var all = new ArrayList<@Nullable Object>(List.of("name", name));
        all.addAll(Arrays.asList(values));
        return node(Op.DEFAULT, "Person", all.toArray());
    }

    Row knows(String from, String to, @Nullable Object... values) {
        return edge(Op.DEFAULT, "Knows", from, to, values);
    }

    Row noPerson(String name) {
        return node(Op.DELETE, "Person", "name", name);
    }

    Row forgets(String from, String to) {
        return edge(Op.DELETE, "Knows", from, to);
    }

    private Place place() {
        return new Place("ops", ++line);
    }

    private static Map<String, @Nullable Object> values(@Nullable Object... values) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.length; i += 2) {
            map.put((String) java.util.Objects.requireNonNull(values[i]), values[i + 1]);
        }
        return map;
    }

    /** Counts as pairs of a type and how many were inserted, changed and deleted. */
    static Counts counts(Object... pairs) {
        var counts = new TreeMap<String, Counts.OfType>();
        for (int i = 0; i < pairs.length; i += 2) {
            long[] of = (long[]) pairs[i + 1];
            counts.put((String) pairs[i], new Counts.OfType(of[0], of[1], of[2]));
        }
        return new Counts(counts);
    }

    static long[] of(long inserted, long changed, long deleted) {
        return new long[] {inserted, changed, deleted};
    }

    WriteOutcome write(Row... rows) {
        return writeTo(Branch.MAIN, rows);
    }

    WriteOutcome writeTo(String branch, Row... rows) {
        return graph.write(WriteRequest.of(branch, List.of(rows), "ann"));
    }

    Committed commit(Row... rows) {
        return write(rows).orThrow();
    }

    Committed commitTo(String branch, Row... rows) {
        return writeTo(branch, rows).orThrow();
    }

    /** Everything that a view shows, as text. */
    Map<String, String> state(ViewAddress address) {
        try (GraphView view = graph.view(address)) {
            return state(view);
        }
    }

    Map<String, String> state(String branch) {
        return state(new ViewAddress.Head(branch));
    }

    static Map<String, String> state(GraphView view) {
        var state = new TreeMap<String, String>();
        for (NodeType type : view.schema().nodes()) {
            view.nodes(type).forEach(n -> state.put(n.entity().toString(), text(n.properties())));
        }
        for (EdgeType type : view.schema().edges()) {
            view.edges(type).forEach(e -> state.put(e.entity().toString(), text(e.properties())));
        }
        return state;
    }

    static String text(Map<String, @Nullable Object> properties) {
        var given = new TreeMap<String, Object>();
        properties.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given.toString();
    }

    Optional<Node> find(String name) {
        return find(Branch.MAIN, name);
    }

    Optional<Node> find(String branch, String name) {
        try (GraphView view = graph.view(new ViewAddress.Head(branch))) {
            return view.node(NodeKey.of("Person", name));
        }
    }

    @Nullable Object property(String branch, String name, String property) {
        return find(branch, name).orElseThrow().properties().get(property);
    }

    @Override
    public void close() {
        store.close();
    }
}

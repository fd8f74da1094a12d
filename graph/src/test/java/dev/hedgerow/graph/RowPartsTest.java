package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Cells;
import dev.hedgerow.files.Column;
import dev.hedgerow.files.ColumnType;
import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowCells;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Parts of rows, told to cells, are what nodes and edges have. */
class RowPartsTest {
    private static final String SCHEMA =
            """
            node Thing {
              code: String
              part: I32
              text: String?
              yes: Bool?
              i64: I64?
              u32: U32?
              u64: U64?
              f32: F32?
              f64: F64?
              day: Date?
              at: DateTime?
              uuid: Uuid?
              json: Json?
              blob: Blob?
              wide: Decimal(20,3)?
              vector: Vector(3)?
              color: enum(red, green)?
              texts: [String]?
              @key(code, part)
            }
            node Day { day: Date @key }
            node Number { n: I64 @key  text: String? }
            node Loose { text: String? }
            edge Plain: Thing -> Day { weight: F64? }
            edge Keyed: Number -> Thing { @key(on, n)  on: Date  n: I32 }
            edge Many: Loose -> Number @multi { at: I32? }
            """;

    @TempDir private Path folder;

    /** Every part of the type's rows, and the column it is told to. */
    private static List<RowPart> parts(EntityType type) {
        var parts = new ArrayList<RowPart>();
        parts.add(new RowPart.Key());
        if (type instanceof EdgeType edge) {
            for (boolean outgoing : new boolean[] {true, false}) {
                int size = (outgoing ? edge.from() : edge.to()).key().size();
                parts.add(size == 1 ? new RowPart.OnlyEnd(outgoing) : new RowPart.End(outgoing));
            }
        }
        type.properties().reversed().forEach(property -> parts.add(new RowPart.Value(property)));
        return parts;
    }

    private static List<Column> columns(List<RowPart> parts, EntityType type) {
        var columns = new ArrayList<Column>();
        for (RowPart part : parts) {
            ColumnType column =
                    switch (part) {
                        case RowPart.Value(Property property) -> column(property.type());
                        case RowPart.OnlyEnd(boolean outgoing) when type instanceof EdgeType edge ->
                                column(
                                        (outgoing ? edge.from() : edge.to())
                                                .key()
                                                .getFirst()
                                                .type());
                        default -> ColumnType.Scalar.STRING;
                    };
            columns.add(new Column("c" + columns.size(), column));
        }
        return columns;
    }

    private static ColumnType column(ValueType type) {
        return type == ValueType.Scalar.DATE
                ? ColumnType.Scalar.DATE
                : type == ValueType.Scalar.DATE_TIME
                        ? ColumnType.Scalar.TIMESTAMP
                        : ColumnType.Scalar.STRING;
    }

    private static List<List<String>> told(GraphView view, EntityType type) {
        var told = new ArrayList<List<String>>();
        List<RowPart> parts = parts(type);
        view.each(type, parts, new RowCells(columns(parts, type), row -> told.add(texts(row))));
        return told;
    }

    private static List<String> texts(@Nullable Object[] row) {
        return Arrays.stream(row)
                .map(value -> value instanceof Json(String text) ? text : String.valueOf(value))
                .toList();
    }

    private static List<List<String>> expected(GraphView view, EntityType type) {
        var rows = new ArrayList<List<String>>();
        switch (type) {
            case NodeType nodes -> {
                for (Node node : view.nodes(nodes)) {
                    rows.add(row(type, List.of(node.key()), node.properties().values()));
                }
            }
            case EdgeType edges -> {
                for (Edge edge : view.edges(edges)) {
                    var keys = new ArrayList<Object>();
                    keys.add(edge.key());
                    keys.add(end(edge.from()));
                    keys.add(end(edge.to()));
                    rows.add(row(type, keys, edge.properties().values()));
                }
            }
        }
        return rows;
    }

    private static Object end(List<Object> key) {
        return key.size() == 1 ? key.getFirst() : key;
    }

    private static List<String> row(
            EntityType type, List<?> keys, Iterable<? extends @Nullable Object> values) {
        var row = new ArrayList<@Nullable Object>(keys);
        var properties = new ArrayList<@Nullable Object>();
        values.forEach(properties::add);
        assertThat(properties).hasSameSizeAs(type.properties());
        row.addAll(properties.reversed());
        return texts(row.toArray());
    }

    private static int compare(GraphView view) {
        int rows = 0;
        var types = new ArrayList<EntityType>(view.schema().nodes());
        types.addAll(view.schema().edges());
        for (EntityType type : types) {
            List<List<String>> told = told(view, type);
            assertThat(told).as("%s", type).isEqualTo(expected(view, type));
            rows += told.size();
        }
        return rows;
    }

    private static Row edge(
            String type, List<Object> from, List<Object> to, Map<String, @Nullable Object> values) {
        return new Row.EdgeRow(
                new Place("ops", 1),
                Op.DEFAULT,
                type,
                Optional.empty(),
                from,
                to,
                Optional.empty(),
                values);
    }

    private static void fill(TestGraph test, String branch) {
        test.commitTo(
                branch,
                test.node(
                        Op.DEFAULT,
                        "Thing",
                        "code",
                        "a",
                        "part",
                        1,
                        "text",
                        "it's\0 ü",
                        "yes",
                        true,
                        "i64",
                        Long.MIN_VALUE,
                        "u32",
                        4294967295L,
                        "u64",
                        "18446744073709551615",
                        "f32",
                        0.5,
                        "f64",
                        -0.0,
                        "day",
                        "0001-01-01",
                        "at",
                        "1969-12-31T23:59:59.999999Z",
                        "uuid",
                        "00112233-4455-6677-8899-aabbccddeeff",
                        "json",
                        "{\"b\":[1,null]}",
                        "blob",
                        "AAH/gA==",
                        "wide",
                        "-12345.678",
                        "vector",
                        List.of(1.5, -2, 0),
                        "color",
                        "green",
                        "texts",
                        List.of("a", "")),
                test.node(Op.DEFAULT, "Thing", "code", "a\0b", "part", -2),
                test.node(Op.DEFAULT, "Thing", "code", "c", "part", 0, "u64", 7, "yes", false),
                test.node(Op.DEFAULT, "Day", "day", "2026-01-31"),
                test.node(Op.DEFAULT, "Number", "n", 7, "text", "x"),
                test.node(Op.DEFAULT, "Number", "n", -7));
    }

    @EveryStore
    void everyTypeOfValueIsToldAsItIs(StoreKind kind) {
        try (var test = new TestGraph(kind, folder, SCHEMA)) {
            fill(test, Branch.MAIN);
            test.commit(
                    edge("Keyed", List.of(7), List.of("a", 1), Map.of("on", "2026-01-01", "n", 1)),
                    edge("Keyed", List.of(7), List.of("a", 1), Map.of("on", "2026-01-01", "n", 2)),
                    edge("Plain", List.of("c", 0), List.of("2026-01-31"), Map.of("weight", 0.25)));
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(compare(view)).isEqualTo(9);
            }
        }
    }

    @EveryStore
    void aBranchHidesAndShowsWhatItsRowsSay(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            for (int i = 0; i < 30; i++) {
                test.commit(
                        test.person("p" + i, "age", i), test.knows("p" + i, "p" + i, "since", i));
            }
            test.graph.createBranch(CreateBranch.of("draft", "ann"));
            test.commitTo("draft", test.forgets("p3", "p3"), test.noPerson("p3"));
            test.commitTo("draft", test.person("p4", "age", 400), test.person("q"));
            test.commit(test.person("p5", "age", 500));
            try (GraphView draft = test.graph.view(new ViewAddress.Head("draft"));
                    GraphView main = test.graph.view(ViewAddress.MAIN)) {
                assertThat(compare(draft)).isEqualTo(59);
                assertThat(compare(main)).isEqualTo(60);
            }
        }
    }

    @EveryStore
    void propertiesThatCameLaterHaveTheirFiller(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "age", 41));
            String wider =
                    TestGraph.PEOPLE
                            .replace("age: I32?", "years: I32? @rename_from(\"age\")")
                            .replace("@key\n  mail", "@key\n  level: I32? @default(7)\n  mail");
            Schema wanted = Schemas.parse("wanted", wider);
            test.store.transact(tx ->
                    test.graph.changeSchema(tx, Branch.MAIN, wanted, Optional.empty(), "ann"));
            test.commit(test.person("bob", "level", null), test.person("cid", "level", 3));
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(compare(view)).isEqualTo(3);
                assertThat(told(view, view.schema().node("Person").orElseThrow()))
                        .extracting(row -> row.get(4))
                        .containsExactly("7", "null", "3");
            }
        }
    }

    @EveryStore
    void manyRowsComeInTheOrderOfTheirKeysAndWhoeverTakesThemMayStop(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            for (int page = 0; page < 8; page++) {
                Object[] rows = new Object[1_000];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] =
                            test.person(
                                    "p%05d".formatted(page * rows.length + i),
                                    "city",
                                    "x".repeat(99));
                }
                test.commit(Arrays.copyOf(rows, rows.length, Row[].class));
            }
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(compare(view)).isEqualTo(8_000);
                EntityType person = view.schema().node("Person").orElseThrow();
                var seen = new ArrayList<String>();
                List<RowPart> parts = List.of(new RowPart.OnlyKey());
                Cells once =
                        new RowCells(
                                columns(parts, person),
                                row -> {
                                    seen.add(String.valueOf(row[0]));
                                    if (seen.size() == 5_000) {
                                        throw new IllegalStateException("enough");
                                    }
                                });
                assertThatThrownBy(() -> view.each(person, parts, once)).hasMessage("enough");
                assertThat(seen).isSorted().hasSize(5_000);
            }
        }
    }

    @EveryStore
    void manyEdgesAreAllThereAndThoseOfANodeInTheirOrder(StoreKind kind) {
        String schema =
                """
                node Person { name: String @key }
                edge Knows: Person -> Person { why: String? }
                """;
        int people = 80;
        var random = new Random(1);
        try (var test = new TestGraph(kind, folder, schema)) {
            for (int from = 0; from < people; from++) {
                test.commit(test.person("p%02d".formatted(from)));
            }
            for (int from = 0; from < people; from++) {
                var knows = new Row[people];
                for (int to = 0; to < people; to++) {
                    String why = Long.toHexString(random.nextLong()).repeat(6);
                    knows[to] =
                            test.knows("p%02d".formatted(from), "p%02d".formatted(to), "why", why);
                }
                test.commit(knows);
            }
            try (GraphView view = test.graph.view(ViewAddress.MAIN);
                    var now = test.store.snapshot()) {
                EntityType type = view.schema().edge("Knows").orElseThrow();
                assertThat(now.halves(new BranchSpace(test.graph.id(), 0).rows(type), 256 * 1024))
                        .hasSize(2);
                List<List<String>> told = told(view, type);
                List<List<String>> expected = expected(view, type);
                assertThat(told).hasSize(people * people);
                assertThat(bySource(told)).isEqualTo(bySource(expected));
            }
        }
    }

    private static Map<String, List<List<String>>> bySource(List<List<String>> edges) {
        return edges.stream().collect(Collectors.groupingBy(edge -> edge.get(1)));
    }
}

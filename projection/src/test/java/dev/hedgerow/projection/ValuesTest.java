package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Statement;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.LiveNode.Hooks;
import dev.hedgerow.projection.build.EngineType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every type of the schema language, on its way into the engine and out of it. */
@Timeout(300)
class ValuesTest {
    private static final String PROPERTIES =
            """
              text: String?      yes: Bool?        i32: I32?          i64: I64?
              u32: U32?          u64: U64?         f32: F32?          f64: F64?
              day: Date?         at: DateTime?     uuid: Uuid?        json: Json?
              blob: Blob?        wide: Decimal(38,10)?                small: Decimal(9,2)?
              whole: Decimal(38,0)?                tiny: Decimal(4,2)?
              vector: Vector(3)? color: enum(red, green)?
              texts: [String]?   yeses: [Bool]?    i32s: [I32]?       i64s: [I64]?
              u32s: [U32]?       u64s: [U64]?      f32s: [F32]?       f64s: [F64]?
              days: [Date]?      times: [DateTime]?  uuids: [Uuid]?   smalls: [Decimal(9,2)]?
            """;

    private static final String SCHEMA =
            """
            node Thing { @key(code, part)  code: String  part: I32
            %1$s}
            node Loose { %1$s}
            node ByUuid { code: Uuid @key  note: String? }
            node ByDay { day: Date @key }
            node ByTime { at: DateTime @key }
            node ByNumber { n: U64 @key }
            node BySmall { n: I32 @key  note: String? }
            node ByDecimal { n: Decimal(9,2) @key }
            node ByColor { color: enum(red, green) @key }
            node Group { order: String @key  end: I32?  match: String? }
            edge Plain: Thing -> ByDay
            edge Keyed: Thing -> Thing { @key(on, n)  on: Date  n: I32
            %1$s}
            edge Many: Loose -> Thing @multi { weight: F32? }
            edge Counted: ByNumber -> ByDecimal { times: I64? }
            edge Unique: ByUuid -> ByUuid
            edge Colored: ByColor -> ByTime { note: String? }
            edge Sized: BySmall -> BySmall
            edge All: Group -> Group { limit: I32? }
            """
                    .formatted(PROPERTIES);

    private static final String FULL =
            """
            "text": "it's \\"\\\\ \\n ünï 🌳", "yes": true, "i32": -2147483648,
             "i64": -9223372036854775808, "u32": 4294967295, "u64": 18446744073709551615,
             "f32": 0.5, "f64": 0.1, "day": "0001-01-01", "at": "2026-01-31T10:11:12.123456Z",
             "uuid": "00112233-4455-6677-8899-aabbccddeeff", "json": {"b": [1, null], "a": "x"},
             "blob": "AAH/gA==", "wide": "-1234567890123456789012345678.0123456789",
             "small": "1234567.89", "whole": "99999999999999999999999999999999999999",
             "tiny": "-0.05", "vector": [1.5, -2, 0], "color": "green",
             "texts": ["a", "", "it's"], "yeses": [true, false], "i32s": [1, -1], "i64s": [],
             "u32s": [4294967295], "u64s": [18446744073709551615, 0], "f32s": [0.5], "f64s": [0.1],
             "days": ["2026-01-31", "9999-12-31"], "times": ["1969-12-31T23:59:59.999999Z"],
             "uuids": ["00112233-4455-6677-8899-aabbccddeeff"], "smalls": ["0.01", "-7.00"]
            """
                    .replace("\n", "");

    private static final String ROWS =
            """
            {"type": "Thing", "data": {"code": "a", "part": 1, %1$s}}
            {"type": "Thing", "data": {"code": "a", "part": 2}}
            {"type": "Thing", "data": {"code": "", "part": -1, %1$s}}
            {"type": "Loose", "id": "one", "data": {%1$s}}
            {"type": "Loose", "id": "two", "data": {}}
            {"type": "ByUuid", "data": {"code": "00112233-4455-6677-8899-aabbccddeeff"}}
            {"type": "ByUuid", "data": {"code": "10112233-4455-6677-8899-aabbccddeeff"}}
            {"type": "ByDay", "data": {"day": "2026-01-31"}}
            {"type": "ByTime", "data": {"at": "2026-01-31T10:11:12.123456Z"}}
            {"type": "ByNumber", "data": {"n": 18446744073709551615}}
            {"type": "ByNumber", "data": {"n": 0}}
            {"type": "BySmall", "data": {"n": -5}}
            {"type": "ByDecimal", "data": {"n": "1.50"}}
            {"type": "ByColor", "data": {"color": "red"}}
            {"type": "Group", "data": {"order": "first", "end": 1, "match": "m"}}
            {"edge": "Plain", "from": ["a", 1], "to": "2026-01-31"}
            {"edge": "Keyed", "from": ["a", 1], "to": ["a", 2], "data": {"on": "2026-01-01", "n": 1, %1$s}}
            {"edge": "Keyed", "from": ["a", 1], "to": ["a", 2], "data": {"on": "2026-01-01", "n": 2}}
            {"edge": "Keyed", "from": ["a", 1], "to": ["a", 1], "data": {"on": "2026-01-02", "n": 1}}
            {"edge": "Many", "id": "m1", "from": "one", "to": ["a", 1], "data": {"weight": 0.5}}
            {"edge": "Many", "id": "m2", "from": "one", "to": ["a", 1], "data": {"weight": 0.5}}
            {"edge": "Many", "id": "m3", "from": "one", "to": ["a", 1], "data": {}}
            {"edge": "Counted", "from": 18446744073709551615, "to": "1.50", "data": {"times": 3}}
            {"edge": "Unique", "from": "00112233-4455-6677-8899-aabbccddeeff", "to": "10112233-4455-6677-8899-aabbccddeeff"}
            {"edge": "Colored", "from": "red", "to": "2026-01-31T10:11:12.123456Z", "data": {}}
            {"edge": "Sized", "from": -5, "to": -5}
            {"edge": "All", "from": "first", "to": "first", "data": {"limit": 7}}
            """
                    .formatted(FULL);

    private static final String CHANGES =
            """
            {"type": "Thing", "data": {"code": "a", "part": 1}}
            {"type": "Thing", "data": {"code": "a", "part": 2, %1$s}}
            {"op": "delete", "type": "Thing", "data": {"code": "", "part": -1}}
            {"op": "merge", "type": "Loose", "id": "two", "data": {"text": "now"}}
            {"op": "merge", "type": "Loose", "id": "one", "data": {"text": null, "json": null}}
            {"op": "delete", "type": "ByDay", "data": {"day": "2026-01-31"}}
            {"type": "ByDay", "data": {"day": "2026-02-01"}}
            {"edge": "Keyed", "from": ["a", 1], "to": ["a", 2], "data": {"on": "2026-01-01", "n": 1}}
            {"edge": "Keyed", "from": ["a", 1], "to": ["a", 2], "data": {"on": "2026-01-01", "n": 2, %1$s}}
            {"op": "delete", "edge": "Keyed", "from": ["a", 1], "to": ["a", 1], "data": {"on": "2026-01-02", "n": 1}}
            {"op": "delete", "edge": "Many", "id": "m2", "from": "one", "to": ["a", 1], "data": {}}
            {"edge": "All", "from": "first", "to": "first", "data": {}}
            """
                    .formatted(FULL);

    @TempDir Path root;

    /** Knows of transactions that failed. */
    private static final class Attempts implements TappedEngine.Tap {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void writing() {
            begun.incrementAndGet();
        }

        @Override
        public void committed() {
            ended.incrementAndGet();
        }

        void requireNoFailure() {
            assertThat(begun).hasPositiveValue();
            assertThat(ended).hasValue(begun.get());
        }
    }

    @Test
    void whereManyRowsAtATimeFailTheyAreAppliedOneAfterTheOther() {
        var refusing =
                new TappedEngine.Tap() {
                    private final AtomicInteger refused = new AtomicInteger();

                    @Override
                    public void writing(List<Statement> statements) {
                        if (statements.getFirst().text().startsWith("UNWIND")) {
                            refused.incrementAndGet();
                            throw HedgerowException.of(Failure.LIMIT_EXCEEDED);
                        }
                    }
                };
        try (var node = LiveNode.started(root, Hooks.tap(refusing))) {
            GraphId graph = node.graph("values", SCHEMA);
            node.built(graph);
            requireTruth(node, graph, node.load(graph, ROWS));
            requireTruth(node, graph, node.load(graph, CHANGES));
            assertThat(refusing.refused).hasPositiveValue();
        }
    }

    @Test
    void aRebuildAndTheCommitsOneByOneLeadToTheSameAnswersWhichAreTheTruth() {
        var attempts = new Attempts();
        try (var node = LiveNode.started(root, Hooks.tap(attempts))) {
            GraphId graph = node.graph("values", SCHEMA);
            node.built(graph);
            requireTruth(node, graph, node.load(graph, ROWS));
            node.built(graph);
            requireTruth(node, graph, node.head(graph));
            requireTruth(node, graph, node.load(graph, CHANGES));
            node.built(graph);
            requireTruth(node, graph, node.head(graph));
        }
        attempts.requireNoFailure();
    }

    @Test
    void whatComesAndGoesBeforeItIsAppliedIsAsIfEachCommitHadBeenApplied() {
        GraphId graph = loadedAndBuilt();
        var attempts = new Attempts();
        try (var next = new LiveNode(root, Hooks.tap(attempts))) {
            next.load(
                    graph,
                    """
                    {"op": "delete", "type": "Thing", "data": {"code": "a", "part": 1}}
                    {"type": "Group", "data": {"order": "second"}}
                    """);
            next.load(
                    graph,
                    ROWS.replace("\"id\": \"m", "\"id\": \"n")
                            .replaceAll("(?m)^.*\"Loose\".*$", ""));
            next.load(graph, CHANGES.replace("\"id\": \"m2", "\"id\": \"n2"));
            next.load(
                    graph,
                    """
                    {"op": "delete", "type": "Group", "data": {"order": "second"}}
                    """);
            requireTruth(next, graph, next.head(graph));
        }
        attempts.requireNoFailure();
    }

    private GraphId loadedAndBuilt() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            GraphId graph = node.graph("values", SCHEMA);
            node.load(graph, ROWS);
            node.built(graph);
            return graph;
        }
    }

    /** Every property of every node and edge, by the key, against the graph at the commit. */
    private static void requireTruth(LiveNode node, GraphId graph, Stamp commit) {
        try (GraphView view = node.graphs.open(graph).view(new ViewAddress.At(commit))) {
            for (NodeType type : view.schema().nodes()) {
                var expected = new ArrayList<List<Object>>();
                for (Node each : view.nodes(type)) {
                    expected.add(values(type, each.properties()));
                }
                requireRows(node.ask(graph, question("(x:`%s`)", type), commit), commit, expected);
            }
            for (EdgeType type : view.schema().edges()) {
                var expected = new ArrayList<List<Object>>();
                for (Edge each : view.edges(type)) {
                    expected.add(values(type, each.properties()));
                }
                requireRows(
                        node.ask(graph, question("()-[x:`%s`]->()", type), commit),
                        commit,
                        expected);
            }
        }
    }

    private static String question(String pattern, EntityType type) {
        var columns = new ArrayList<String>();
        type.properties().forEach(property -> columns.add("x.`%s`".formatted(property.name())));
        if (columns.isEmpty()) {
            columns.add("1");
        }
        return "MATCH %s RETURN %s"
                .formatted(pattern.formatted(type.name()), String.join(", ", columns));
    }

    private static List<Object> values(EntityType type, Map<String, @Nullable Object> properties) {
        var row = new ArrayList<>();
        for (Property property : type.properties()) {
            row.add(plain(EngineType.value(properties.get(property.name()))));
        }
        return row.isEmpty() ? List.of(plain(1L)) : row;
    }

    private static void requireRows(
            CypherAnswer answer, Stamp commit, List<List<Object>> expected) {
        assertThat(answer.commit()).isEqualTo(commit);
        var found = new ArrayList<List<Object>>();
        for (List<@Nullable Object> row : answer.result().rows()) {
            found.add(row.stream().map(ValuesTest::plain).toList());
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Numbers of one value are equal, whatever Java type they have; nothing is null. */
    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> number.stripTrailingZeros();
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case List<?> list -> list.stream().map(ValuesTest::plain).toList();
            case Map<?, ?> map -> new TreeMap<>(map);
            default -> value;
        };
    }
}

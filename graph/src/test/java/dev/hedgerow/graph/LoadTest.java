package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.files.Csv;
import dev.hedgerow.files.CsvMapping;
import dev.hedgerow.files.JsonLines;
import dev.hedgerow.files.Op;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.files.RowWriter;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.WriteOutcome.Rejected;
import dev.hedgerow.kernel.Stamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final String FLIGHTS =
            """
            node Airport {
              iata: String @key
              name: String
              city: String?
              latitude: F64
            }
            edge Route: Airport -> Airport { flights: I32 }
            """;

    @TempDir private Path folder;

    private static RowSource csv(CsvMapping mapping, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Csv.of(mapping, new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
    }

    private static RowSource airports(int count) {
        var text = new StringBuilder("iata,name,city,latitude\n");
        for (int i = 0; i < count; i++) {
            text.append("A%d,Airport %d,NA,%d.25\n".formatted(i, i, i % 90));
        }
        return csv(CsvMapping.node("Airport=airports.csv"), text.toString());
    }

    private static RowSource routes(int count, int airports) {
        var text = new StringBuilder("origin,destination,count\n");
        for (int i = 0; i < count; i++) {
            text.append(
                    "A%d,A%d,%d\n".formatted(i % airports, (i * 7 + i / airports) % airports, i));
        }
        return csv(
                CsvMapping.edge("Route=routes.csv:from=origin,to=destination,flights=count"),
                text.toString());
    }

    @EveryStore
    void severalFilesAreOneCommitWithProgress(StoreKind kind) {
        try (var test = new TestGraph(kind, folder, FLIGHTS)) {
            var progress = new ArrayList<Long>();
            var request =
                    new LoadRequest(
                            Branch.MAIN,
                            List.of(routes(5_366, 3_376), airports(3_376)),
                            "load",
                            "ann",
                            Optional.empty(),
                            (rows, _) -> progress.add(rows));

            Committed done = test.graph.load(request).orThrow();

            assertThat(done.counts())
                    .isEqualTo(
                            TestGraph.counts(
                                    "Airport",
                                    TestGraph.of(3_376, 0, 0),
                                    "Route",
                                    TestGraph.of(5_366, 0, 0)));
            assertThat(progress).hasSize(9).isSorted().endsWith(8_742L);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 9)).hasSize(2);
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(view.nodes(view.schema().node("Airport").orElseThrow()))
                        .hasSize(3_376)
                        .allMatch(node -> node.properties().get("city") == null);
            }
        }
    }

    @EveryStore
    void G10_theFirstBadLinesOfAllFilesAreReportedAndNothingIsWritten(StoreKind kind) {
        try (var test = new TestGraph(kind, folder, FLIGHTS)) {
            Stamp head = test.graph.head(Branch.MAIN);
            var text = new StringBuilder("iata,name,city,latitude\n");
            for (int i = 0; i < 60; i++) {
                text.append(
                        i % 2 == 0 ? "A%d,x,y,north\n".formatted(i) : "A%d,x,y,1\n".formatted(i));
            }
            RowSource bad = csv(CsvMapping.node("Airport=bad.csv"), text.toString());
            RowSource worse =
                    csv(CsvMapping.node("Airport=worse.csv"), "iata,name,latitude\nX,,1\n");

            var rejected =
                    (Rejected)
                            test.graph.load(
                                    LoadRequest.of(Branch.MAIN, List.of(bad, worse), "ann"));

            assertThat(rejected.total()).isEqualTo(31);
            assertThat(rejected.violations()).hasSize(Loader.VIOLATIONS_MAX);
            assertThat(rejected.violations().getFirst().place()).startsWith("bad.csv:2");
            assertThat(rejected.violations().get(1).place()).startsWith("bad.csv:4");
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(head);
        }
    }

    @EveryStore
    void aRouteToAnUnknownAirportIsReportedWithItsLine(StoreKind kind) {
        try (var test = new TestGraph(kind, folder, FLIGHTS)) {
            RowSource routes =
                    csv(
                            CsvMapping.edge("Route=routes.csv"),
                            "from,to,flights\nA0,A1,1\nA0,XXX,1\n");
            var rejected =
                    (Rejected)
                            test.graph.load(
                                    LoadRequest.of(
                                            Branch.MAIN, List.of(airports(2), routes), "ann"));
            assertThat(rejected.violations())
                    .singleElement()
                    .satisfies(v -> assertThat(v.place()).startsWith("routes.csv:3"));
        }
    }

    @EveryStore
    void G10_aLoadBeyondATransactionIsOneCommitToo(StoreKind kind) {
        try (var test = new TestGraph(kind, folder, FLIGHTS)) {
            Stamp before = test.graph.head(Branch.MAIN);
            var request =
                    LoadRequest.of(
                            Branch.MAIN, List.of(routes(60_000, 40_000), airports(40_000)), "ann");

            Committed done = test.graph.load(request).orThrow();

            assertThat(done.counts().total()).isEqualTo(100_000);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 9)).hasSize(2);
            try (GraphView view = test.graph.view(ViewAddress.MAIN);
                    GraphView then = test.graph.view(new ViewAddress.At(before))) {
                assertThat(view.nodes(view.schema().node("Airport").orElseThrow())).hasSize(40_000);
                assertThat(then.nodes(then.schema().node("Airport").orElseThrow())).isEmpty();
            }
        }
    }

    @EveryStore
    void aLoadOfManyRowsDependsOnRangesInsteadOfKeys(StoreKind kind) {
        try (var test = new TestGraph(kind, folder, FLIGHTS)) {
            Committed done =
                    test.graph
                            .load(LoadRequest.of(Branch.MAIN, List.of(airports(30_000)), "ann"))
                            .orThrow();
            assertThat(done.counts().of("Airport").inserted()).isEqualTo(30_000);
        }
    }

    @EveryStore
    void whatIsExportedCanBeLoadedAgain(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(
                    test.person("ann", "age", 1, "mail", "a@b"),
                    test.person("bob"),
                    test.node(Op.DEFAULT, "Note", "text", "hello"),
                    test.knows("ann", "bob", "since", 3));
            var out = new ByteArrayOutputStream();
            try (GraphView view = test.graph.view(ViewAddress.MAIN);
                    var writer = new RowWriter(out, "export")) {
                assertThat(view.export(writer)).isEqualTo(4);
            }
            test.graph.createBranch(CreateBranch.of("copy", "ann"));
            test.commitTo("copy", test.noPerson("ann"), test.noPerson("bob"));
            var copy =
                    test.graphs.create(
                            new CreateGraph("default", "copy", TestGraph.PEOPLE, "p.pg", "ann"));
            var source =
                    JsonLines.of(
                            new ByteArrayInputStream(out.toByteArray()),
                            "export",
                            OptionalLong.empty());
            copy.load(LoadRequest.of(Branch.MAIN, List.of(source), "ann")).orThrow();
            try (GraphView view = copy.view(ViewAddress.MAIN)) {
                assertThat(TestGraph.state(view)).isEqualTo(test.state(Branch.MAIN));
            }
        }
    }
}

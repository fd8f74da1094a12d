package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ends of edges that an answer has without their nodes. */
@Timeout(300)
class EdgeEndsTest {
    private static final String SCHEMA =
            """
            node Person { email: String @key }
            node Firm { name: String @key }
            edge WorksAt: Person -> Firm { since: I64? }
            """;

    @TempDir Path root;

    @Test
    void edgesWithoutNodesInTheirRowHaveTheirEnds() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            GraphId graph = node.graph("firms", SCHEMA);
            node.load(
                    graph,
                    Stream.concat(
                                    Stream.of(
                                            "{\"type\": \"Firm\", \"data\": {\"name\": \"acme\"}}"),
                                    IntStream.range(0, 50).mapToObj(EdgeEndsTest::employee))
                            .reduce("", (all, row) -> all + row + "\n"));
            node.built(graph);

            CypherAnswer edges =
                    node.ask(graph, "MATCH (p)-[r:WorksAt]->() RETURN r, r.since ORDER BY r.since");
            CypherAnswer halves = node.ask(graph, "MATCH (p)-[r:WorksAt]->() RETURN p, [r]");
            CypherAnswer whole = node.ask(graph, "MATCH (p)-[r:WorksAt]->(f) RETURN p, r, f");
            CypherAnswer numbers = node.ask(graph, "MATCH ()-[r:WorksAt]->() RETURN r.since");

            assertThat(edges.ends()).hasSize(51);
            var seventh =
                    (EdgeValue) Objects.requireNonNull(edges.result().rows().get(7).getFirst());
            assertThat(end(edges, seventh.from()).properties().get("email")).isEqualTo("p7");
            assertThat(end(edges, seventh.to()).properties().get("name")).isEqualTo("acme");
            assertThat(halves.ends().values()).extracting(NodeValue::label).containsExactly("Firm");
            assertThat(whole.ends()).isEmpty();
            assertThat(numbers.ends()).isEmpty();
        }
    }

    private static String employee(int number) {
        return """
        {"type": "Person", "data": {"email": "p%1$d"}}
        {"edge": "WorksAt", "from": "p%1$d", "to": "acme", "data": {"since": %1$d}}\
        """
                .formatted(number);
    }

    private static NodeValue end(CypherAnswer answer, InternalId id) {
        return Objects.requireNonNull(answer.ends().get(id));
    }

    @Test
    void anAnswerOfManyEdgesFindsAllEnds() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            var rows = new StringBuilder();
            for (int i = 0; i < 3000; i++) {
                rows.append(LiveNode.row("m" + i, i));
            }
            for (int i = 1; i < 3000; i++) {
                rows.append(
                        "{\"edge\": \"Next\", \"from\": \"m%d\", \"to\": \"m%d\"}\n"
                                .formatted(i - 1, i));
            }
            node.load(graph, rows.toString());
            node.built(graph);

            CypherAnswer answer = node.ask(graph, "MATCH ()-[r:Next]->() RETURN r");

            assertThat(answer.result().rows()).hasSize(2999);
            assertThat(answer.ends()).hasSize(3000);
            assertThat(answer.ends().values())
                    .extracting(end -> end.properties().get("name"))
                    .containsAll(List.of("m0", "m1", "m2998", "m2999"));
        }
    }
}

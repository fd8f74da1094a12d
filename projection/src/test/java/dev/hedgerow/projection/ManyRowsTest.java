package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Session;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are staged in two parts, as those with many rows are. */
@Timeout(120)
class ManyRowsTest {
    private static final int NODES = 4_000;
    private static final String SCHEMA =
            """
            node Item { number: I64 @key text: String }
            node Price { number: I64 @key amount: Decimal(20, 2) text: String }
            edge Costs: Item -> Price { text: String }
            """;

    @TempDir Path root;

    private static String rows() {
        var random = new Random(7);
        var rows = new StringBuilder();
        for (int i = 0; i < NODES; i++) {
            String text = Long.toHexString(random.nextLong()).repeat(12);
            rows.append(
                    """
                    {"type": "Item", "data": {"number": %d, "text": "%s"}}
                    {"type": "Price", "data": {"number": %d, "amount": "%d.25", "text": "%s"}}
                    """
                            .formatted(i, text, i, i, text));
        }
        for (int i = 0; i < NODES; i++) {
            String text = Long.toHexString(random.nextLong()).repeat(12);
            rows.append(
                    """
                    {"edge": "Costs", "from": %d, "to": %d, "data": {"text": "%s"}}
                    """
                            .formatted(i, i * 7 % NODES, text));
        }
        return rows.toString();
    }

    @Test
    void eachRowOfATableInTwoPartsIsThereOnce() {
        List<String> copies = new CopyOnWriteArrayList<>();
        var tap =
                new TappedEngine.Tap() {
                    @Override
                    public void executed(Session session, String statement) {
                        if (statement.startsWith("COPY")) {
                            copies.add(statement);
                        }
                    }
                };
        try (var node = LiveNode.started(root, Hooks.tap(tap))) {
            GraphId graph = node.graph("prices", SCHEMA);
            var commit = node.load(graph, rows());
            assertThat(node.built(graph)).isEqualTo(1);

            assertThat(copies)
                    .hasSize(3)
                    .allSatisfy(copy -> assertThat(copy).contains("-0.p", "-1.p"));
            CypherAnswer answer =
                    node.ask(
                            graph,
                            """
                            MATCH (i:Item)-[c:Costs]->(p:Price)
                            RETURN count(*), count(DISTINCT i.number), count(DISTINCT p.number),
                              count(DISTINCT c.text)
                            """,
                            commit);
            long all = NODES;
            assertThat(answer.result().rows().getFirst()).containsExactly(all, all, all, all);
            for (long number : List.of(0L, all / 3, all - 1)) {
                String amount = "MATCH (p:Price {number: %d}) RETURN p.amount".formatted(number);
                assertThat(node.ask(graph, amount).result().rows().getFirst())
                        .containsExactly(new BigDecimal(number + ".25"));
            }
        }
    }
}

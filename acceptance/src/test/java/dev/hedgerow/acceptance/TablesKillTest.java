package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.acceptance.TableWriter.Transfer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node that is killed again and again while it answers DynamoDB's requests. */
class TablesKillTest {
    private static final int ROUNDS = Integer.getInteger("kills", 8);
    private static final int WRITERS = 9;

    @TempDir Path folder;
    private final long seed = Long.getLong("seed", Ground.WORLD.random().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Set<String> puts = new HashSet<>();
    private final Map<String, Transfer> transfers = new HashMap<>();
    private PackagedNode node;
    private long countsLeast;
    private long countsMost;

    @BeforeEach
    void prepare() {
        node = Ground.node(folder, "--dynamodb-port", "0", "--unsigned");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    @Timeout(300)
    void K12_T7_whatTablesAcknowledgeIsThereAndEveryConditionAndTransactionIsWhole()
            throws Exception {
        System.out.println("tables K12 -Dseed=" + seed);
        node.start();
        opened();
        // a slow machine may need more of them until each kind of write got through
        for (int round = 0; round < ROUNDS || (round < 5 * ROUNDS && !isEachKindSeen()); round++) {
            List<TableWriter> writers = TableWriter.start(WRITERS, node, round, random.nextLong());
            Ground.WORLD.clock().sleep(Duration.ofMillis(random.nextInt(100, 2500)));
            node.kill();
            for (TableWriter writer : writers) {
                writer.join();
                assertThat(writer.failure()).as("seed %d", seed).isEmpty();
                remember(writer);
            }
            node.start();
            try (var calls = new TableCalls(node)) {
                List<JsonNode> items = items(calls);
                nothingIsLost(items, writers);
                everythingIsWhole(items);
                openTransfersHappenOnce(calls, writers);
                List<JsonNode> after = items(calls);
                everythingIsWhole(after);
                theIndexIsExact(calls, after);
                System.out.printf(
                        "tables K12: round %d, %d puts, %d transfers, %d counts%n",
                        round, puts.size(), transfers.size(), countsLeast);
            }
        }
        assertThat(puts).isNotEmpty();
        assertThat(transfers).isNotEmpty();
        assertThat(countsLeast).isPositive();
    }

    private boolean isEachKindSeen() {
        return !puts.isEmpty() && !transfers.isEmpty() && countsLeast > 0;
    }

    private void opened() throws IOException {
        try (var calls = new TableCalls(node)) {
            var index =
                    Map.of(
                            "IndexName",
                            "by-kind",
                            "KeySchema",
                            List.of(key("kind", "HASH"), key("id", "RANGE")),
                            "Projection",
                            Map.of("ProjectionType", "ALL"));
            var _ =
                    calls.require(
                            "CreateTable",
                            Map.of(
                                    "TableName",
                                    TableWriter.TABLE,
                                    "BillingMode",
                                    "PAY_PER_REQUEST",
                                    "AttributeDefinitions",
                                    List.of(attribute("id"), attribute("kind")),
                                    "KeySchema",
                                    List.of(key("id", "HASH")),
                                    "GlobalSecondaryIndexes",
                                    List.of(index)));
            var described = Map.of("TableName", TableWriter.TABLE);
            while (!calls.require("DescribeTable", described)
                    .at("/Table/TableStatus")
                    .asString()
                    .equals("ACTIVE")) {
                Ground.WORLD.clock().sleep(Duration.ofMillis(20));
            }
            for (int account = 0; account < TableWriter.ACCOUNTS; account++) {
                var item =
                        Map.of(
                                "id",
                                TableWriter.text(TableWriter.account(account)),
                                "kind",
                                TableWriter.text("account"),
                                "balance",
                                TableWriter.number(TableWriter.BALANCE));
                var _ =
                        calls.require(
                                "PutItem", Map.of("TableName", TableWriter.TABLE, "Item", item));
            }
        }
    }

    private static Map<String, String> key(String name, String type) {
        return Map.of("AttributeName", name, "KeyType", type);
    }

    private static Map<String, String> attribute(String name) {
        return Map.of("AttributeName", name, "AttributeType", "S");
    }

    private void remember(TableWriter writer) {
        puts.addAll(writer.acknowledgedPuts());
        transfers.putAll(writer.acknowledgedTransfers());
        countsLeast += writer.acknowledgedCounts();
        countsMost += writer.acknowledgedCounts() + (writer.openCount() ? 1 : 0);
    }

    private static List<JsonNode> items(TableCalls calls) throws IOException {
        return calls.all("Scan", Map.of("TableName", TableWriter.TABLE, "ConsistentRead", true));
    }

    private static String id(JsonNode item) {
        return item.at("/id/S").asString();
    }

    private static List<JsonNode> of(List<JsonNode> items, String kind) {
        return items.stream().filter(item -> item.at("/kind/S").asString().equals(kind)).toList();
    }

    private void nothingIsLost(List<JsonNode> items, List<TableWriter> writers) {
        Set<String> found = new HashSet<>();
        items.forEach(item -> assertThat(found.add(id(item))).as("%s twice", item).isTrue());
        assertThat(found).as("acknowledged; seed %d", seed).containsAll(puts);
        assertThat(found).as("acknowledged; seed %d", seed).containsAll(transfers.keySet());
        var open = new HashSet<String>();
        writers.forEach(writer -> writer.openPut().ifPresent(open::add));
        for (JsonNode item : of(items, "put")) {
            assertThat(puts.contains(id(item)) || open.contains(id(item)))
                    .as("%s was sent once; seed %d", item, seed)
                    .isTrue();
        }
        open.stream().filter(found::contains).forEach(puts::add);
        long counted =
                of(items, "counter").stream().mapToLong(each -> each.at("/count/N").asLong()).sum();
        assertThat(counted).as("seed %d", seed).isBetween(countsLeast, countsMost);
        countsLeast = counted;
        countsMost = counted;
    }

    /** The transfers that are there say what is on every account. */
    private void everythingIsWhole(List<JsonNode> items) {
        var expected = new long[TableWriter.ACCOUNTS];
        Arrays.fill(expected, TableWriter.BALANCE);
        for (JsonNode said : of(items, "transfer")) {
            expected[said.at("/from/N").asInt()] -= said.at("/amount/N").asLong();
            expected[said.at("/to/N").asInt()] += said.at("/amount/N").asLong();
        }
        for (JsonNode account : of(items, "account")) {
            int number = Integer.parseInt(id(account).substring("account ".length()));
            assertThat(account.at("/balance/N").asLong())
                    .as("%s, by the transfers that are there; seed %d", id(account), seed)
                    .isEqualTo(expected[number]);
        }
    }

    /** Whoever got no answer asks again with the same token. */
    private void openTransfersHappenOnce(TableCalls calls, List<TableWriter> writers)
            throws IOException {
        for (TableWriter writer : writers) {
            if (writer.openTransfer().isPresent()) {
                Transfer open = writer.openTransfer().get();
                var first = calls.send("TransactWriteItems", TableWriter.request(open));
                var second = calls.send("TransactWriteItems", TableWriter.request(open));
                if (first.isGood()) {
                    assertThat(second.isGood()).as("%s; seed %d", second, seed).isTrue();
                    transfers.put(open.id(), open);
                } else {
                    assertThat(first.error()).isEqualTo("TransactionCanceledException");
                }
            }
        }
    }

    private void theIndexIsExact(TableCalls calls, List<JsonNode> items) throws IOException {
        var indexed = new ArrayList<JsonNode>();
        for (String kind : List.of("account", "counter", "put", "transfer")) {
            indexed.addAll(
                    calls.all(
                            "Query",
                            Map.of(
                                    "TableName",
                                    TableWriter.TABLE,
                                    "IndexName",
                                    "by-kind",
                                    "KeyConditionExpression",
                                    "kind = :kind",
                                    "ExpressionAttributeValues",
                                    Map.of(":kind", TableWriter.text(kind)))));
        }
        assertThat(indexed).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(items);
    }
}

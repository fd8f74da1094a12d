package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A table of four times the node's heap, and in it a partition as large as the heap. The node ends
 * when its heap is full, so that whatever held more than pages of it would be noticed.
 */
final class LargeTableTest {
    private static final String HEAP = "128m";
    private static final int ITEMS = 13_000;
    private static final int ITEM_BYTES = 40_000;
    private static final int BATCH = 20;

    /** One item in as many is in the large partition. */
    private static final int SHARE = 4;

    private static final int SEGMENTS = 4;

    /** Of heap and everything beside it, in MiB: less than the heap and the table. */
    private static final int RESIDENT_MAX = 600;

    @TempDir Path folder;
    private PackagedNode node;

    @BeforeEach
    void start() throws IOException {
        node = Ground.node(folder, "--dynamodb-port", "0", "--unsigned");
        node.set("HEDGEROW_HEAP", HEAP);
        node.start();
        try (var calls = new TableCalls(node)) {
            fill(calls);
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void fill(TableCalls calls) throws IOException {
        calls.require(
                "CreateTable",
                Map.of(
                        "TableName",
                        "large",
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "AttributeDefinitions",
                        List.of(
                                Map.of("AttributeName", "p", "AttributeType", "S"),
                                Map.of("AttributeName", "n", "AttributeType", "N")),
                        "KeySchema",
                        List.of(
                                Map.of("AttributeName", "p", "KeyType", "HASH"),
                                Map.of("AttributeName", "n", "KeyType", "RANGE"))));
        var table = Map.of("TableName", "large");
        while (!calls.require("DescribeTable", table)
                .path("Table")
                .path("TableStatus")
                .asString()
                .equals("ACTIVE")) {
            Ground.WORLD.clock().sleep(Duration.ofMillis(20));
        }
        for (int first = 0; first < ITEMS; first += BATCH) {
            List<?> puts =
                    IntStream.range(first, Math.min(first + BATCH, ITEMS))
                            .mapToObj(n -> Map.of("PutRequest", Map.of("Item", item(n))))
                            .toList();
            var request = Map.of("RequestItems", Map.of("large", puts));
            assertThat(calls.require("BatchWriteItem", request).path("UnprocessedItems")).isEmpty();
        }
    }

    private static Map<String, ?> item(int n) {
        String partition = n % SHARE == 0 ? "one" : "partition-" + n;
        // compresses to little on disk: what is read is as large as ever
        String text = Character.toString('a' + n % 26).repeat(ITEM_BYTES);
        return Map.of(
                "p",
                Map.of("S", partition),
                "n",
                Map.of("N", Integer.toString(n)),
                "t",
                Map.of("S", text));
    }

    /** Numbers of items, each of which may come once. */
    private static final class Numbers {
        private final BitSet seen = new BitSet();
        private final List<Integer> order = new ArrayList<>();

        void add(JsonNode item) {
            int n = Integer.parseInt(item.path("n").path("N").asString());
            assertThat(seen.get(n)).as("item %d before", n).isFalse();
            assertThat(item.path("t").path("S").asString()).hasSize(ITEM_BYTES);
            seen.set(n);
            order.add(n);
        }
    }

    private static Numbers read(TableCalls calls, String operation, Map<String, ?> request)
            throws IOException {
        var numbers = new Numbers();
        var page = new LinkedHashMap<String, Object>(request);
        page.put("TableName", "large");
        while (true) {
            JsonNode answer = calls.require(operation, page);
            answer.path("Items").forEach(numbers::add);
            JsonNode last = answer.get("LastEvaluatedKey");
            if (last == null) {
                return numbers;
            }
            page.put("ExclusiveStartKey", last);
        }
    }

    @Test
    @Timeout(300)
    void T5_aTableOfFourTimesTheHeapIsReadWholeEveryWay() throws Exception {
        try (var calls = new TableCalls(node)) {
            assertThat(read(calls, "Scan", Map.of()).order).hasSize(ITEMS);
            Numbers partition =
                    read(
                            calls,
                            "Query",
                            Map.of(
                                    "KeyConditionExpression",
                                    "p = :p",
                                    "ExpressionAttributeValues",
                                    Map.of(":p", Map.of("S", "one"))));
            assertThat(partition.order).hasSize(ITEMS / SHARE).isSorted();
            assertThat(inSegments(calls)).hasSize(ITEMS).doesNotHaveDuplicates();
        }
        assertThat(printed()).isEqualTo(ITEMS);
        long resident = residentMebibytes();
        System.out.printf("a table of four times the heap: %d MiB resident at most%n", resident);
        assertThat(resident).isLessThan(RESIDENT_MAX);
    }

    private static List<Integer> inSegments(TableCalls calls) throws InterruptedException {
        Queue<Integer> all = new ConcurrentLinkedQueue<>();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        var readers = new ArrayList<Thread>();
        for (int i = 0; i < SEGMENTS; i++) {
            Map<String, Integer> segment = Map.of("Segment", i, "TotalSegments", SEGMENTS);
            readers.add(
                    Ground.WORLD
                            .threads()
                            .start(
                                    "segment " + i,
                                    () -> {
                                        try {
                                            all.addAll(read(calls, "Scan", segment).order);
                                        } catch (IOException e) {
                                            failures.add(e);
                                        }
                                    }));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
        return List.copyOf(all);
    }

    /** How many lines the command line prints of the table. */
    private long printed() throws Exception {
        Path out = folder.resolve("items.jsonl");
        var builder =
                new ProcessBuilder(
                        Ground.distribution().resolve("bin/hedgerow").toString(),
                        "table",
                        "scan",
                        "large");
        builder.environment().put("HEDGEROW_URL", node.url());
        builder.environment().put("HEDGEROW_TOKEN", node.token().orElseThrow());
        builder.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        assertThat(builder.start().waitFor()).isZero();
        try (var lines = Files.lines(out)) {
            return lines.count();
        }
    }

    private long residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(node.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }
}

package dev.hedgerow.bench;

import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A table of items of a kilobyte each, every fourth of them in one partition. */
final class LargeTable {
    static final String NAME = "large";
    static final int BATCH = 25;

    /** One item in as many is in the large partition. */
    static final int SHARE = 4;

    static final String SCAN = "\"TableName\":\"large\"";
    static final String QUERY =
            "\"TableName\":\"large\",\"KeyConditionExpression\":\"p = :p\",\"ExpressionAttributeValues\":{\":p\":{\"S\":\"one\"}}";

    private static final World WORLD = World.system();
    private static final String LAST = "\"LastEvaluatedKey\":";
    private static final String COUNT = "\"Count\":";
    private static final int FILLING = 960;
    private static final int TEXT = 1 << 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final int items;
    private final String text;

    /** Makes the table, empty. */
    LargeTable(URI url, int items) throws IOException, InterruptedException {
        this.url = url;
        this.items = items;
        var random = new Random(1);
        var letters = new StringBuilder(TEXT);
        for (int i = 0; i < TEXT; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        text = letters.toString();
        String create =
                """
                {"TableName":"large","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},
                  {"AttributeName":"n","AttributeType":"N"}],
                 "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                  {"AttributeName":"n","KeyType":"RANGE"}]}\
                """;
        var _ = ask("CreateTable", create);
        while (!ask("DescribeTable", "{" + SCAN + "}").contains("\"TableStatus\":\"ACTIVE\"")) {
            WORLD.clock().sleep(Duration.ofMillis(10));
        }
    }

    private String ask(String operation, String json) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url)
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        HttpResponse<String> reply =
                http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        if (reply.statusCode() != 200) {
            throw new IOException(operation + ": " + reply.body());
        }
        return reply.body();
    }

    long batches() {
        return ((long) items + BATCH - 1) / BATCH;
    }

    long mebibytes() {
        return ((long) items * (FILLING + 64)) >> 20;
    }

    /** Writes one batch, which are numbered from 1. */
    void write(long batch) {
        var puts = new StringBuilder("{\"RequestItems\":{\"large\":[");
        long first = (batch - 1) * BATCH;
        for (long n = first; n < Math.min(first + BATCH, items); n++) {
            int from = (int) (n * 7919 % (TEXT - FILLING));
            puts.append(n == first ? "" : ",")
                    .append("{\"PutRequest\":{\"Item\":{\"p\":{\"S\":\"")
                    .append(n % SHARE == 0 ? "one" : "partition-" + n)
                    .append("\"},\"n\":{\"N\":\"")
                    .append(n)
                    .append("\"},\"t\":{\"S\":\"")
                    .append(text, from, from + FILLING)
                    .append("\"}}}}");
        }
        try {
            String answer = ask("BatchWriteItem", puts.append("]}}").toString());
            if (!answer.contains("\"UnprocessedItems\":{}")) {
                throw new IllegalStateException("some were not written: " + answer);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads page by page to the end; how many items there were. */
    long read(String request) throws IOException, InterruptedException {
        String operation = request.contains("KeyCondition") ? "Query" : "Scan";
        long count = 0;
        String more = "";
        while (true) {
            String page = ask(operation, "{" + request + more + "}");
            int at = page.lastIndexOf(COUNT) + COUNT.length();
            count += Long.parseLong(page, at, page.indexOf(',', at), 10);
            int last = page.lastIndexOf(LAST);
            if (last < 0) {
                return count;
            }
            int end = page.indexOf("}}", last) + 2;
            more = ",\"ExclusiveStartKey\":" + page.substring(last + LAST.length(), end);
        }
    }

    /** Reads all segments at the same time. */
    long inSegments(int segments) throws InterruptedException {
        var count = new AtomicLong();
        var _ =
                Crowd.times(
                        segments,
                        segments,
                        number -> {
                            try {
                                count.addAndGet(
                                        read(
                                                SCAN
                                                        + ",\"Segment\":%d,\"TotalSegments\":%d"
                                                                .formatted(number - 1, segments)));
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        return count.get();
    }
}

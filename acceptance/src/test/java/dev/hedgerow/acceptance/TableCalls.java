package dev.hedgerow.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DynamoDB's requests to a node as they go over the wire, without a client that repeats them. */
final class TableCalls implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI url;

    TableCalls(PackagedNode node) {
        url = URI.create(node.dynamodb().orElseThrow());
    }

    /** What came back. */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status == 200;
        }

        /** The kind of error, without what stands before it. */
        String error() {
            String type = body.path("__type").asString("");
            return type.substring(type.indexOf('#') + 1);
        }
    }

    /**
     * Sends one request.
     *
     * @throws IOException when nothing came back: whether it happened is not known
     */
    Answer send(String operation, Map<String, ?> body) throws IOException {
        var request =
                HttpRequest.newBuilder(url)
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .timeout(Duration.ofMinutes(2))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
        try {
            HttpResponse<byte[]> reply =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(reply.statusCode(), JSON.readTree(reply.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Sends a request that has to succeed. */
    JsonNode require(String operation, Map<String, ?> body) throws IOException {
        Answer answer = send(operation, body);
        if (!answer.isGood()) {
            throw new AssertionError(operation + " " + body + ": " + answer);
        }
        return answer.body();
    }

    /** All items that Scan or Query gives, page by page. */
    List<JsonNode> all(String operation, Map<String, ?> request) throws IOException {
        var items = new ArrayList<JsonNode>();
        var page = new LinkedHashMap<String, Object>(request);
        while (true) {
            JsonNode answer = require(operation, page);
            for (JsonNode item : answer.get("Items")) {
                items.add(item);
            }
            JsonNode last = answer.get("LastEvaluatedKey");
            if (last == null) {
                return items;
            }
            page.put("ExclusiveStartKey", last);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package dev.hedgerow.tables.reference;

import dev.hedgerow.kernel.World;
import dev.hedgerow.tables.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else who answers DynamoDB's requests, and is not asked for much at a time. One that was
 * named with its command is started, and started again when it hangs or is gone.
 */
final class Peer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final String ANYBODY =
            "AWS4-HMAC-SHA256 Credential=peer/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

    private final String name;
    private final URI url;
    private final String command;
    private final World world = World.system();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable Process process;

    /**
     * @param text {@code NAME=http://HOST:PORT}, and {@code =COMMAND} behind it
     */
    Peer(String text) {
        String[] parts = text.split("=", 3);
        name = parts[0];
        url = URI.create(parts[1]);
        command = parts.length > 2 ? parts[2] : "";
        start();
    }

    static List<Peer> all(String texts) {
        var peers = new ArrayList<Peer>();
        for (String text : texts.split(",", -1)) {
            peers.add(new Peer(text));
        }
        return peers;
    }

    String name() {
        return name;
    }

    private void start() {
        if (command.isEmpty()) {
            return;
        }
        try {
            process =
                    new ProcessBuilder("sh", "-c", "exec " + command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var deadline = world.clock().deadline(START_MAX);
        while (send("ListTables", "{}").isEmpty() && !deadline.passed(world.clock())) {
            world.clock().sleep(Duration.ofMillis(200));
        }
    }

    /** What it answers; empty when it hung, and then it was started again and has nothing. */
    Optional<Answer> ask(String operation, String json) {
        Optional<Answer> answer = send(operation, json);
        if (answer.isEmpty()) {
            close();
            start();
            create();
        }
        return answer;
    }

    private Optional<Answer> send(String operation, String json) {
        var request =
                HttpRequest.newBuilder(url)
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("Authorization", ANYBODY)
                        .header("X-Amz-Date", "20260101T000000Z")
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        try {
            HttpResponse<byte[]> reply =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return Optional.of(new Answer(reply.statusCode(), reply.body(), "", ""));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Makes the table anew. */
    void create() {
        var _ = send("DeleteTable", "{\"TableName\":\"ref\"}");
        var deadline = world.clock().deadline(START_MAX);
        while (send("CreateTable", ReferenceTest.TABLE).filter(a -> a.status() == 200).isEmpty()
                && !deadline.passed(world.clock())) {
            world.clock().sleep(Duration.ofMillis(100));
        }
        while (scan().isEmpty() && !deadline.passed(world.clock())) {
            world.clock().sleep(Duration.ofMillis(100));
        }
    }

    /** All items it has, by partition and sort key; empty when it cannot say. */
    Optional<Map<String, V>> scan() {
        return send("Scan", "{\"TableName\":\"ref\",\"ConsistentRead\":true}")
                .filter(answer -> answer.status() == 200)
                .map(answer -> {
                    var items = new TreeMap<String, V>();
                    Object list = Json.object(answer.body()).getOrDefault("Items", List.of());
                    for (Object item : (List<?>) list) {
                        items.put(key(V.attributes(item)), V.map(V.attributes(item)));
                    }
                    return items;
                });
    }

    static String key(Map<String, V> item) {
        return V.in(item, "pk").body() + " " + V.in(item, "sk").number().toPlainString();
    }

    /** Gives it these items instead of its own. */
    void become(Map<String, V> items) {
        Map<String, V> own = scan().orElse(Map.of());
        own.forEach((key, item) -> {
            if (!items.containsKey(key)) {
                Map<String, V> place =
                        Map.of(
                                "pk", V.in(item.attributes(), "pk"),
                                "sk", V.in(item.attributes(), "sk"));
                var _ = send("DeleteItem", "{\"TableName\":\"ref\",\"Key\":" + V.json(place) + "}");
            }
        });
        items.forEach((key, item) -> {
            if (!item.equals(own.get(key))) {
                String json = V.json(item.attributes());
                var _ = send("PutItem", "{\"TableName\":\"ref\",\"Item\":" + json + "}");
            }
        });
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }
}

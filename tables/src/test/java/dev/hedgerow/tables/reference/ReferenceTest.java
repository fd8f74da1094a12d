package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Stores;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Fence;
import dev.hedgerow.tables.Tables;
import dev.hedgerow.tables.reference.Model.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests drawn by chance, valid and invalid, answered by the product and by a model that was
 * written from the documentation and shares no code with it: results, error types and sentences
 * have to be the same. Meanwhile an index is made and taken away again and again, and at the end
 * the table's stream has to tell of all changes that the model made. {@code -Dseed=N} plays one
 * seed, {@code -Drequests=N} that many requests, and more until each kind of answer was seen.
 */
@Timeout(600)
final class ReferenceTest {
    /** Requests after which the index is asked for, or given up. */
    private static final int INDEX_TURN = 2_500;

    /** Makes the table that all requests are about. */
    static final String TABLE =
            ("{'TableName':'ref','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'N'}],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],"
                            + "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'}}")
                    .replace('\'', '"');

    /** Operations that are answered, and those that are also refused. */
    private static final int KINDS = 22;

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Model model = new Model();
    private final AnyRequest requests = new AnyRequest(random, model);
    private final Map<String, Integer> seen = new TreeMap<>();
    private boolean indexReadable;

    @Test
    void theProductAnswersLikeTheModel() {
        World world = World.system();
        try (var store = Stores.open(new MemoryDisk(world.clock()), world)) {
            var operations = new Operations(store, world);
            var tables = new Tables(store, operations, Fence.NONE, world);
            var runner =
                    new OperationsRunner(operations, tables.operationTypes(), 1, Failpoints.none());
            runner.start(new Ids(world).instance(), 1);
            create(tables, world);
            int count = Integer.getInteger("requests", 50_000);
            for (int i = 0; i < count || (seen.size() < KINDS && i < 10 * count); i++) {
                tend(tables, i);
                Request request = requests.any(indexReadable);
                Expected expected = request.run().get();
                Answer answer = ask(tables, request.operation(), request.json());
                compare(request, expected, answer, i);
            }
            assertThat(seen.keySet()).as("seed %d: %s", seed, seen).hasSize(KINDS);
            compareStream(tables);
            assertThat(runner.stop(Duration.ofSeconds(10))).isTrue();
        }
    }

    static Answer ask(Tables tables, String operation, String json) {
        return tables.answer(operation, json.getBytes(StandardCharsets.UTF_8));
    }

    static void create(Tables tables, World world) {
        assertThat(ask(tables, "CreateTable", TABLE).status()).isEqualTo(200);
        while (ask(tables, "Scan", "{\"TableName\":\"ref\"}").status() != 200) {
            world.clock().sleep(Duration.ofMillis(5));
        }
    }

    /** Asks for the index or gives it up, in turn; requests go on while it is being filled. */
    private void tend(Tables tables, int number) {
        if (model.indexed && !indexReadable) {
            indexReadable = described(tables).contains("\"IndexStatus\":\"ACTIVE\"");
        }
        if (number % INDEX_TURN != INDEX_TURN - 1) {
            return;
        }
        while (described(tables).matches("(?s).*Status\":\"(CREATING|UPDATING|DELETING)\".*")) {
            World.system().clock().sleep(Duration.ofMillis(5));
        }
        String update;
        if (model.indexed) {
            update = "'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byg'}}]";
        } else {
            update =
                    "'AttributeDefinitions':[{'AttributeName':'g','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'N'}],'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byg','Projection':{'ProjectionType':'ALL'},"
                            + "'KeySchema':[{'AttributeName':'g','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}]}}]";
        }
        Answer answer =
                ask(
                        tables,
                        "UpdateTable",
                        ("{'TableName':'ref'," + update + "}").replace('\'', '"'));
        assertThat(answer.status()).as(Answers.text(answer)).isEqualTo(200);
        model.indexed = !model.indexed;
        indexReadable = false;
    }

    private static String described(Tables tables) {
        return Answers.text(ask(tables, "DescribeTable", "{\"TableName\":\"ref\"}"));
    }

    private void compare(Request request, Expected expected, Answer answer, int number) {
        boolean good = expected.type().isEmpty();
        seen.merge(request.operation() + (good ? "" : " refused"), 1, Integer::sum);
        String about =
                "seed %d, request %d: %s %s\nanswer: %s"
                        .formatted(
                                seed,
                                number,
                                request.operation(),
                                request.json(),
                                Answers.text(answer));
        Answers.compare(about, expected, answer);
    }

    /** The stream tells of every change once, and of those of one item in their order. */
    private void compareStream(Tables tables) {
        var told = new TreeMap<String, List<Trace>>();
        String arn = described(tables).replaceAll("(?s).*\"LatestStreamArn\":\"([^\"]*)\".*", "$1");
        String described =
                Answers.text(ask(tables, "DescribeStream", "{\"StreamArn\":\"" + arn + "\"}"));
        String shard = described.replaceAll("(?s).*\"ShardId\":\"([^\"]*)\".*", "$1");
        String first =
                Answers.text(
                        ask(
                                tables,
                                "GetShardIterator",
                                "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                                        .formatted(arn, shard)));
        Object iterator = Json.object(first.getBytes(StandardCharsets.UTF_8)).get("ShardIterator");
        List<?> records;
        do {
            Answer page = ask(tables, "GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");
            Map<String, Object> tree = Json.object(page.body());
            records = (List<?>) tree.getOrDefault("Records", List.of());
            iterator = tree.get("NextShardIterator");
            for (Object each : records) {
                var change = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) each).get("dynamodb"));
                Trace trace = new Trace(image(change, "OldImage"), image(change, "NewImage"));
                told.computeIfAbsent(key(trace), _ -> new ArrayList<>()).add(trace);
            }
        } while (!records.isEmpty());
        var made = new TreeMap<String, List<Trace>>();
        for (Trace trace : model.traces) {
            made.computeIfAbsent(key(trace), _ -> new ArrayList<>()).add(trace);
        }
        assertThat(told).as("seed %d", seed).isEqualTo(made);
    }

    private static Map<String, V> image(Map<?, ?> change, String member) {
        Object image = change.get(member);
        return image == null ? Map.of() : V.attributes(image);
    }

    private static String key(Trace trace) {
        Map<String, V> item = trace.after().isEmpty() ? trace.before() : trace.after();
        return V.in(item, "pk").body() + " " + V.in(item, "sk").number().toPlainString();
    }
}

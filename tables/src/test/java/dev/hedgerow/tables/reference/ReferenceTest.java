package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.reference.Model.Trace;
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
    private static final int KINDS = 26;

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Model model = new Model();
    private final AnyRequest requests = new AnyRequest(random, model);
    private final Map<String, Integer> seen = new TreeMap<>();
    private boolean indexReadable;

    @Test
    void theProductAnswersLikeTheModel() {
        try (var product = new Product()) {
            product.create();
            int count = Integer.getInteger("requests", 50_000);
            for (int i = 0; i < count || (seen.size() < KINDS && i < 10 * count); i++) {
                tend(product, i);
                Request request = requests.any(indexReadable);
                Expected expected = request.run().get();
                Answer answer = product.ask(request.operation(), request.json());
                compare(request, expected, answer, i);
            }
            assertThat(seen.keySet()).as("seed %d: %s", seed, seen).hasSize(KINDS);
            compareStream(product);
            assertThat(product.answeredAtOnce()).isPositive();
        }
    }

    /** Asks for the index or gives it up, in turn; requests go on while it is being filled. */
    private void tend(Product product, int number) {
        if (model.indexed && !indexReadable) {
            indexReadable = described(product).contains("\"IndexStatus\":\"ACTIVE\"");
        }
        if (number % INDEX_TURN != INDEX_TURN - 1) {
            return;
        }
        while (described(product).matches("(?s).*Status\":\"(CREATING|UPDATING|DELETING)\".*")) {
            product.pause();
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
                product.ask(
                        "UpdateTable", ("{'TableName':'ref'," + update + "}").replace('\'', '"'));
        assertThat(answer.status()).as(Answers.text(answer)).isEqualTo(200);
        model.indexed = !model.indexed;
        indexReadable = false;
    }

    private static String described(Product product) {
        return product.text("DescribeTable", "{\"TableName\":\"ref\"}");
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
    private void compareStream(Product product) {
        var told = new TreeMap<String, List<Trace>>();
        String arn =
                described(product).replaceAll("(?s).*\"LatestStreamArn\":\"([^\"]*)\".*", "$1");
        String described = product.text("DescribeStream", "{\"StreamArn\":\"" + arn + "\"}");
        String shard = described.replaceAll("(?s).*\"ShardId\":\"([^\"]*)\".*", "$1");
        Map<String, Object> first =
                product.tree(
                        "GetShardIterator",
                        "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                                .formatted(arn, shard));
        Object iterator = first.get("ShardIterator");
        List<?> records;
        do {
            Map<String, Object> tree =
                    product.tree("GetRecords", "{\"ShardIterator\":\"" + iterator + "\"}");
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

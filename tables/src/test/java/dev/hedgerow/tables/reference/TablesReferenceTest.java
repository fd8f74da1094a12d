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
import dev.hedgerow.tables.reference.TableModel.Backup;
import dev.hedgerow.tables.reference.TableRequest.Told;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests about tables themselves, drawn by chance, valid and invalid: made, changed, deleted,
 * tagged, backed up, restored. {@code -Dseed=N} plays one seed, {@code -Dtable-requests=N} that
 * many, and more until each kind of answer was seen.
 */
@Timeout(600)
final class TablesReferenceTest {
    /** Operations that are answered, and those that are also refused. */
    private static final int KINDS = 39;

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TableModel model = new TableModel();
    private final TableRequests tables = new TableRequests(random, model);
    private final KeepingRequests keeping = new KeepingRequests(random, model, tables);
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void theProductAnswersLikeTheModel() {
        World world = World.system();
        try (var store = Stores.open(new MemoryDisk(world.clock()), world)) {
            var operations = new Operations(store, world);
            var product = new Tables(store, operations, Fence.NONE, world);
            var runner =
                    new OperationsRunner(
                            operations, product.operationTypes(), 1, Failpoints.none());
            runner.start(new Ids(world).instance(), 1);
            int count = Integer.getInteger("table-requests", 3_000);
            for (int i = 0; i < count || (seen.size() < KINDS && i < 10 * count); i++) {
                TableRequest request = random.nextBoolean() ? tables.any() : keeping.any();
                Told told = request.run().get();
                Answer answer = ReferenceTest.ask(product, request.operation(), request.json());
                compare(request, told, answer, i);
                if (request.operation().matches("(Create|Delete|Update|Restore).*")) {
                    settle(product);
                }
            }
            assertThat(seen.keySet()).as("seed %d: %s", seed, seen).hasSize(KINDS);
            assertThat(runner.stop(Duration.ofSeconds(10))).isTrue();
        }
    }

    private void compare(TableRequest request, Told told, Answer answer, int number) {
        boolean good = told.type().isEmpty();
        seen.merge(request.operation() + (good ? "" : " refused"), 1, Integer::sum);
        String about =
                "seed %d, request %d: %s %s\nanswer: %s"
                        .formatted(
                                seed,
                                number,
                                request.operation(),
                                request.json(),
                                Answers.text(answer));
        assertThat(answer.error()).as(about).isEqualTo(told.type());
        Map<String, Object> tree =
                answer.body().length == 0 ? Map.of() : Json.object(answer.body());
        if (!good) {
            Object message = tree.getOrDefault("message", tree.get("Message"));
            assertThat(message).as(about).isEqualTo(told.sentence());
        }
        told.shown()
                .forEach((place, value) ->
                        assertThat(at(tree, place)).as(about + "\n" + place).isEqualTo(value));
        Backup made = model.made;
        if (made != null) {
            model.backups.put(String.valueOf(at(tree, "BackupDetails/BackupArn")), made);
            model.made = null;
        }
    }

    /** What stands at a place; of all elements of a list, in the order of texts, behind a star. */
    private static @Nullable Object at(@Nullable Object tree, String place) {
        if (place.isEmpty() || tree == null) {
            return tree instanceof BigDecimal number ? number.intValueExact() : tree;
        }
        int slash = place.indexOf('/');
        String first = slash < 0 ? place : place.substring(0, slash);
        String rest = slash < 0 ? "" : place.substring(slash + 1);
        if (first.equals("*")) {
            List<String> all =
                    ((List<?>) tree)
                            .stream().map(each -> String.valueOf(at(each, rest))).sorted().toList();
            return all.isEmpty() ? null : all;
        }
        return at(((Map<?, ?>) tree).get(first), rest);
    }

    /** Waits until every table is what it is to be, and those that were deleted are gone. */
    private void settle(Tables product) {
        for (String name : TableRequests.NAMES) {
            while (!isSettled(product, name)) {
                World.system().clock().sleep(Duration.ofMillis(2));
            }
        }
    }

    private boolean isSettled(Tables product, String name) {
        String json = "{\"TableName\":\"" + name + "\"}";
        Answer answer = ReferenceTest.ask(product, "DescribeTable", json);
        if (!model.tables.containsKey(name)) {
            return answer.status() != 200;
        }
        Answer expiry = ReferenceTest.ask(product, "DescribeTimeToLive", json);
        Object status = at(Json.object(expiry.body()), "TimeToLiveDescription/TimeToLiveStatus");
        return !Answers.text(answer).matches("(?s).*Status\":\"(CREATING|UPDATING|DELETING)\".*")
                && !Objects.toString(status).endsWith("ING");
    }
}

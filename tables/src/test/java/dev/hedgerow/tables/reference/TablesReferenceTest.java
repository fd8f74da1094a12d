package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.reference.TableModel.Backup;
import dev.hedgerow.tables.reference.TableRequest.Told;
import java.math.BigDecimal;
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
    /** Operations that are answered, those that are also refused, and those with further pages. */
    private static final int KINDS = 45;

    /** Requests after which there is a moment that tables are restored to later. */
    private static final int MARK = 30;

    private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TableModel model = new TableModel();
    private final TableRequests tables = new TableRequests(random, model);
    private final KeepingRequests keeping = new KeepingRequests(random, model, tables);
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void theProductAnswersLikeTheModel() {
        try (var product = new Product()) {
            int count = Integer.getInteger("table-requests", 3_000);
            for (int i = 0; i < count || (seen.size() < KINDS && i < 10 * count); i++) {
                TableRequest request = next();
                if (i % MARK == 0) {
                    mark(product);
                }
                Told told = request.run().get();
                Answer answer = product.ask(request.operation(), request.json());
                compare(request, told, answer, i);
                if (request.operation().matches("(Create|Delete|Update|Restore).*")) {
                    settle(product);
                }
            }
            assertThat(seen.keySet()).as("seed %d: %s", seed, seen).hasSize(KINDS);
        }
    }

    private TableRequest next() {
        TableRequest next = model.next;
        model.next = null;
        if (next != null) {
            seen.merge(next.operation() + " further", 1, Integer::sum);
        }
        return next != null ? next : random.nextBoolean() ? tables.any() : keeping.any();
    }

    /** Remembers a moment that is neither that of the change before nor of the one behind it. */
    private void mark(Product product) {
        product.pause();
        model.mark(product.millis());
        product.pause();
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
        if (good) {
            learn(about, told, tree);
        }
        Backup made = model.made;
        if (made != null) {
            model.backups.put(String.valueOf(at(tree, "BackupDetails/BackupArn")), made);
            model.made = null;
        }
    }

    private static void learn(String about, Told told, Map<String, Object> tree) {
        try {
            told.learns().accept(tree);
        } catch (AssertionError e) {
            throw new AssertionError(about, e);
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
    private void settle(Product product) {
        for (String name : TableRequests.NAMES) {
            while (!isSettled(product, name)) {
                product.pause();
            }
        }
    }

    private boolean isSettled(Product product, String name) {
        String json = "{\"TableName\":\"" + name + "\"}";
        Answer answer = product.ask("DescribeTable", json);
        if (!model.tables.containsKey(name)) {
            return answer.status() != 200;
        }
        Answer expiry = product.ask("DescribeTimeToLive", json);
        Object status = at(Json.object(expiry.body()), "TimeToLiveDescription/TimeToLiveStatus");
        return !Answers.text(answer).matches("(?s).*Status\":\"(CREATING|UPDATING|DELETING)\".*")
                && !Objects.toString(status).endsWith("ING");
    }
}

package dev.hedgerow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ManyRunnersTest {
    private static final int OPERATIONS = 200;

    /** Notes, in the store, that the operation was at each of its targets. */
    private static void note(Transaction transaction, Work work, OperationId id) {
        for (String name : work.targets()) {
            Target target = Work.target(name);
            var range = KeyRange.below(Fixture.EFFECTS, Tuple.of("log", target.id()));
            long number =
                    transaction
                                    .scan(range, 1, dev.hedgerow.store.Reader.Direction.DESCENDING)
                                    .stream()
                                    .mapToLong(entry -> entry.key().tuple().number(2))
                                    .findFirst()
                                    .orElse(0)
                            + 1;
            Key key = Fixture.EFFECTS.key("log", target.id(), number);
            transaction.put(key, Tuple.of(id.value(), target.mode().name()));
        }
    }

    @Test
    void O4_manyRunnersSomeKilledDoEachOperationOnceAndInOrder() {
        Fixture.play(
                5,
                fixture -> {
                    var type =
                            Work.Type.of(
                                    "note",
                                    (work, steps) -> {
                                        steps.run("look", String.class, () -> "nothing");
                                        steps.commit("note", tx -> note(tx, work, steps.id()));
                                    });
                    List<InstanceId> nodes =
                            List.of(fixture.instance(), fixture.instance(), fixture.instance());
                    List<OperationsRunner> runners = new ArrayList<>();
                    for (InstanceId node : nodes) {
                        runners.add(fixture.runner(node, 1, 3, Failpoints.none(), type));
                    }
                    var random = fixture.world.random();
                    List<OperationId> ids = new ArrayList<>();
                    for (int i = 0; i < OPERATIONS; i++) {
                        ids.add(fixture.enqueue(type, targets(random)));
                        if (i % 20 == 19) {
                            int node = random.nextInt(nodes.size());
                            fixture.kill(runners.get(node));
                            int incarnation = i + 2;
                            runners.set(
                                    node,
                                    fixture.runner(
                                            nodes.get(node),
                                            incarnation,
                                            3,
                                            Failpoints.none(),
                                            type));
                        }
                    }

                    ids.forEach(
                            id -> assertThat(fixture.ended(id).state()).isEqualTo(State.SUCCEEDED));

                    Map<String, List<Tuple>> log = log(fixture);
                    for (OperationId id : ids) {
                        for (Target target : fixture.operations.require(id).targets()) {
                            assertThat(log.get(target.id()))
                                    .as("target %s", target)
                                    .filteredOn(entry -> entry.string(0).equals(id.value()))
                                    .hasSize(1);
                        }
                    }
                    log.forEach((target, entries) -> checkOrder(fixture, target, entries));
                });
    }

    private static String[] targets(RandomGenerator random) {
        List<String> names = new ArrayList<>();
        int from = random.nextInt(4);
        for (int i = from; i < from + 1 + random.nextInt(2); i++) {
            names.add((random.nextInt(3) == 0 ? "~" : "") + "t" + i);
        }
        return names.toArray(String[]::new);
    }

    private static Map<String, List<Tuple>> log(Fixture fixture) {
        Map<String, List<Tuple>> log = new TreeMap<>();
        try (Store.Snapshot snapshot = fixture.store.snapshot()) {
            var range = KeyRange.below(Fixture.EFFECTS, Tuple.of("log"));
            for (var entry : snapshot.stream(range)) {
                String target = entry.key().tuple().string(1);
                log.computeIfAbsent(target, _ -> new ArrayList<>()).add(entry.tuple());
            }
        }
        return log;
    }

    /** An exclusive one comes after all before it in line, and before all behind it. */
    private static void checkOrder(Fixture fixture, String target, List<Tuple> entries) {
        long exclusiveMax = 0;
        long allMax = 0;
        for (Tuple entry : entries) {
            var operation = fixture.operations.require(new OperationId(entry.string(0)));
            long place =
                    operation.work().places().stream()
                            .filter(p -> p.target().id().equals(target))
                            .findFirst()
                            .orElseThrow()
                            .number();
            boolean exclusive = entry.string(1).equals("EXCLUSIVE");
            assertThat(place)
                    .as("target %s", target)
                    .isGreaterThan(exclusive ? allMax : exclusiveMax);
            allMax = Math.max(allMax, place);
            exclusiveMax = exclusive ? Math.max(exclusiveMax, place) : exclusiveMax;
        }
    }
}

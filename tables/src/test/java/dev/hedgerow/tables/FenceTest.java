package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T6: reads over many owners, each of which may answer, fail, hang, move or be late. */
@Timeout(300)
final class FenceTest {
    private static final int RANGES = 100;
    private static final long SEED = Long.getLong("seed", 6);

    /** One owner of a range, and what it does when it is asked. */
    private static final class Peer implements Fence.Owner {
        private final KeyRange range;
        private Runnable asked = () -> {};
        private Fence.Confirmation says = Fence.Confirmation.OWNS;
        private @Nullable Peer successor;
        private int questions;

        Peer(KeyRange range) {
            this.range = range;
        }

        @Override
        public Fence.Confirmation confirm(Deadline deadline) {
            questions++;
            asked.run();
            return says;
        }
    }

    /** Tables whose items lie in a hundred ranges; the rows of tables have an owner too. */
    private static final class Cluster implements Fence {
        private final World world;
        private final Tables direct;
        private final Tables fenced;
        private final List<Peer> peers = new ArrayList<>();
        private final Peer catalog = new Peer(TableRows.all());
        private Runnable resolving = () -> {};

        Cluster(World world) {
            this.world = world;
            Store store = Stores.open(new MemoryDisk(world.clock()), world);
            var operations = new Operations(store, world);
            direct = new Tables(store, operations, Fence.NONE, world);
            for (int i = 0; i < RANGES; i++) {
                peers.add(new Peer(ItemSpace.segment(1, 0, i, RANGES)));
            }
            fenced = new Tables(store, operations, this, world);
            var runner =
                    new OperationsRunner(operations, direct.operationTypes(), 1, Failpoints.none());
            runner.start(new Ids(world).instance(), 1);
            ok(
                    direct,
                    "CreateTable",
                    "{'TableName':'items','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}]}");
            while (!ok(direct, "DescribeTable", "{'TableName':'items'}").contains("'ACTIVE'")) {
                world.clock().sleep(Duration.ofMillis(10));
            }
            assertThat(runner.stop(Duration.ofSeconds(10))).isTrue();
        }

        @Override
        public List<Owner> owners(List<KeyRange> ranges, Deadline deadline) {
            resolving.run();
            var owners = new ArrayList<Owner>();
            for (Peer peer : everybody()) {
                if (ranges.stream().anyMatch(peer.range::intersects)) {
                    owners.add(peer.successor == null ? peer : peer.successor);
                }
            }
            return owners;
        }

        private List<Peer> everybody() {
            var all = new ArrayList<>(peers);
            all.add(catalog);
            return all;
        }

        Peer of(String pk) {
            return peers.get((int) (ItemSpace.hash(Tuple.of(pk)) * RANGES / ItemSpace.HASHES));
        }

        /** A key in each of the ranges. */
        List<String> keys() {
            var keys = new TreeMap<Integer, String>();
            for (int i = 0; keys.size() < RANGES; i++) {
                keys.putIfAbsent(peers.indexOf(of("k" + i)), "k" + i);
            }
            return List.copyOf(keys.values());
        }

        void put(String pk, String value) {
            ok(
                    direct,
                    "PutItem",
                    "{'TableName':'items','Item':{'pk':{'S':'%s'},'v':{'S':'%s'}}}"
                            .formatted(pk, value));
        }

        void sleep(Duration duration) {
            world.clock().sleep(duration);
        }

        String get(String pk) {
            return ask("GetItem", "{'TableName':'items','Key':{'pk':{'S':'" + pk + "'}}}");
        }

        String transactGet(List<String> keys) {
            return ask(
                    "TransactGetItems",
                    keys.stream()
                            .map(pk ->
                                    "{'Get':{'TableName':'items','Key':{'pk':{'S':'%s'}}}}"
                                            .formatted(pk))
                            .collect(Collectors.joining(",", "{'TransactItems':[", "]}")));
        }

        /** Status and body of an answer through the fence. */
        String ask(String operation, String json) {
            Answer answer =
                    fenced.answer(
                            operation, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            return answer.status() + " " + Service.text(answer);
        }

        private static String ok(Tables tables, String operation, String json) {
            Answer answer =
                    tables.answer(
                            operation, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(Service.text(answer)).isEqualTo(200);
            return Service.text(answer);
        }

        Duration took(Runnable run) {
            long before = world.clock().nanos();
            run.run();
            return Duration.ofNanos(world.clock().nanos() - before);
        }
    }

    private static void play(Consumer<Cluster> test) {
        var world = new SimulatedWorld(SEED);
        world.play(() -> {
            var cluster = new Cluster(world.outside());
            test.accept(cluster);
        });
    }

    private static HedgerowException refused() {
        return HedgerowException.of(Failure.NOT_READY);
    }

    @Test
    void T6_aReadSeesWhatWasAcknowledgedBeforeItsLastOwnerAnswered() {
        play(cluster -> {
            cluster.put("a", "old");
            cluster.of("a").asked = () -> cluster.put("a", "new");
            assertThat(cluster.get("a")).contains("new");
            List<String> keys = cluster.keys();
            Peer last = cluster.of(keys.get(70));
            last.asked =
                    () -> {
                        cluster.sleep(Duration.ofSeconds(2));
                        cluster.put(keys.get(3), "late");
                    };
            assertThat(cluster.transactGet(keys)).contains("late");
        });
    }

    @Test
    void T6_aHundredRangesTakeTheTimeOfOneAndEachOwnerIsAskedOnce() {
        play(cluster -> {
            List<String> keys = cluster.keys();
            keys.forEach(pk -> cluster.put(pk, "v"));
            cluster.everybody()
                    .forEach(peer -> peer.asked = () -> cluster.sleep(Duration.ofSeconds(1)));
            for (String operation : List.of("transact", "batch", "scan")) {
                cluster.everybody().forEach(peer -> peer.questions = 0);
                Duration took =
                        cluster.took(
                                () -> assertThat(all(cluster, operation, keys)).startsWith("200"));
                assertThat(took).as(operation).isLessThan(Duration.ofMillis(1_500));
                assertThat(cluster.everybody()).as(operation).allMatch(peer -> peer.questions == 1);
            }
            cluster.everybody().forEach(peer -> peer.questions = 0);
            cluster.get(keys.getFirst());
            assertThat(cluster.peers.stream().mapToInt(peer -> peer.questions).sum()).isEqualTo(1);
        });
    }

    private static String all(Cluster cluster, String operation, List<String> keys) {
        return switch (operation) {
            case "transact" -> cluster.transactGet(keys);
            case "batch" ->
                    cluster.ask(
                            "BatchGetItem",
                            keys.stream()
                                    .map(pk -> "{'pk':{'S':'" + pk + "'}}")
                                    .collect(
                                            Collectors.joining(
                                                    ",",
                                                    "{'RequestItems':{'items':{'Keys':[",
                                                    "]}}}")));
            default -> cluster.ask("Scan", "{'TableName':'items'}");
        };
    }

    @Test
    void T6_oneDeadlineOfFiveSecondsIsOverEverything() {
        Duration limit = Reads.FENCE_MAX.plus(Duration.ofMillis(100));
        Duration hour = Duration.ofHours(1);
        play(cluster -> {
            Peer peer = cluster.of("a");
            peer.asked = () -> cluster.sleep(hour);
            assertThat(cluster.took(() -> late(cluster))).isLessThan(limit);
            peer.asked = () -> {};
            cluster.catalog.asked = () -> cluster.sleep(hour);
            assertThat(cluster.took(() -> late(cluster))).isLessThan(limit);
            cluster.catalog.asked = () -> {};
            cluster.resolving = () -> cluster.sleep(hour);
            assertThat(cluster.took(() -> late(cluster))).isLessThan(limit);
            // three steps of two seconds: each in time, all together not
            cluster.resolving = () -> cluster.sleep(Duration.ofSeconds(2));
            peer.asked = () -> cluster.sleep(Duration.ofSeconds(2));
            assertThat(cluster.took(() -> late(cluster))).isLessThan(limit);
        });
    }

    private static void late(Cluster cluster) {
        assertThat(cluster.get("a")).startsWith("503").contains("ServiceUnavailableException");
    }

    @Test
    void T6_anOwnerThatFailsOrDiesMakesAnErrorAtOnceAndNeverAStaleAnswer() {
        play(cluster -> {
            cluster.put("a", "v");
            cluster.of("a").asked =
                    () -> {
                        throw refused();
                    };
            Duration took =
                    cluster.took(() ->
                            assertThat(cluster.get("a"))
                                    .startsWith("500")
                                    .contains("InternalServerError"));
            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(cluster.ask("Scan", "{'TableName':'items'}")).startsWith("500");
            String other =
                    cluster.keys().stream()
                            .filter(k -> cluster.of(k) != cluster.of("a"))
                            .findFirst()
                            .orElseThrow();
            assertThat(cluster.get(other)).startsWith("200");
        });
    }

    @Test
    void T6_anOwnerThatMovedIsFollowed() {
        play(cluster -> {
            cluster.put("a", "old");
            Peer peer = cluster.of("a");
            var next = new Peer(peer.range);
            next.asked = () -> cluster.put("a", "new");
            peer.says = Fence.Confirmation.MOVED;
            peer.asked = () -> peer.successor = next;
            assertThat(cluster.get("a")).startsWith("200").contains("new");
            assertThat(peer.questions).isEqualTo(1);
            assertThat(next.questions).isEqualTo(1);
            assertThat(cluster.catalog.questions).isEqualTo(1);
            // two that name each other for ever are given up at the deadline
            next.says = Fence.Confirmation.MOVED;
            next.asked = () -> cluster.sleep(Duration.ofMillis(300));
            assertThat(cluster.took(() -> late(cluster)))
                    .isLessThan(Reads.FENCE_MAX.plus(Duration.ofMillis(400)));
        });
    }

    @Test
    void T6_aClientsOwnErrorIsToldWhateverTheOwnersDo() {
        play(cluster -> {
            cluster.everybody()
                    .forEach(peer ->
                            peer.asked =
                                    () -> {
                                        throw refused();
                                    });
            assertThat(cluster.get("")).startsWith("400").contains("empty string value");
            assertThat(cluster.ask("GetItem", "{'TableName':'items','Key':{'pk':{'N':'1'}}}"))
                    .startsWith("400")
                    .contains("does not match the schema");
            assertThat(cluster.ask("Scan", "{'TableName':'items','Limit':0}")).startsWith("400");
            assertThat(
                            cluster.ask(
                                    "Query",
                                    "{'TableName':'items','KeyConditionExpression':'x = :x','ExpressionAttributeValues':{':x':{'S':'x'}}}"))
                    .startsWith("400");
            assertThat(cluster.get("a")).startsWith("500");
        });
    }

    @Test
    void T6_thatATableIsNotThereIsNotBelievedBeforeItsOwnerWasAsked() {
        play(cluster -> {
            String scan = "{'TableName':'new'}";
            assertThat(cluster.ask("Scan", scan))
                    .startsWith("400")
                    .contains("ResourceNotFoundException");
            assertThat(cluster.catalog.questions).isEqualTo(1);
            cluster.catalog.asked =
                    () -> {
                        throw refused();
                    };
            assertThat(cluster.ask("Scan", scan)).startsWith("500");
            assertThat(cluster.ask("DescribeTable", scan)).startsWith("500");
            cluster.catalog.asked =
                    () ->
                            Cluster.ok(
                                    cluster.direct,
                                    "CreateTable",
                                    "{'TableName':'new','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}]}");
            assertThat(cluster.ask("DescribeTable", scan)).startsWith("200");
        });
    }
}

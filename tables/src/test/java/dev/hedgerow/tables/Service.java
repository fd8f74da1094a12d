package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.State;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tables on a store in memory, asked as a client asks: with JSON, here with single quotes instead
 * of double ones.
 */
final class Service implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MovableClock clock = new MovableClock(World.system().clock());
    final World world = new World(clock, World.system().threads(), World.system().random());
    final MemoryDisk disk = new MemoryDisk(clock);
    final Store store;
    private final UnaryOperator<Store> before;
    private final InstanceId instance = new Ids(world).instance();
    private final List<Node> nodes = new ArrayList<>();
    private final BothWays ways = new BothWays();

    Service() {
        this(store -> store);
    }

    /** With something before the store that watches or bends it. */
    Service(UnaryOperator<Store> before) {
        this.before = before;
        store = Stores.open(disk, world);
        start();
    }

    /** What dies with a process: the tables, and what runs their operations. */
    private final class Node {
        private final Pulse pulse = new Pulse(before.apply(store));
        private final Operations operations = new Operations(pulse, world);
        private final Tables tables = new Tables(pulse, operations, Fence.NONE, world);
        private final OperationsRunner runner =
                new OperationsRunner(operations, tables.operationTypes(), 2, Failpoints.none());
    }

    private Node node() {
        return nodes.getLast();
    }

    /** A table with a text as its partition key, {@code pk}, and a number as its sort key. */
    static Service withTable() {
        return withTable(new Service());
    }

    static Service withTable(Service service) {
        service.create(
                "{'TableName':'items','BillingMode':'PAY_PER_REQUEST',"
                        + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
                        + "{'AttributeName':'sk','AttributeType':'N'}],"
                        + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},"
                        + "{'AttributeName':'sk','KeyType':'RANGE'}]}");
        return service;
    }

    /** Makes a table and waits until it can be used. */
    void create(String json) {
        ok("CreateTable", json);
        String name = json.replaceAll("(?s).*'TableName':'([^']*)'.*", "$1");
        for (Deadline deadline = patience(); !deadline.passed(clock); ) {
            if (ok("DescribeTable", "{'TableName':'" + name + "'}")
                    .contains("'TableStatus':'ACTIVE'")) {
                return;
            }
            clock.sleep(Duration.ofMillis(5));
        }
        throw new AssertionError("not active: " + name);
    }

    Answer answer(String operation, String json) {
        return answer(operation, json, Permission.ALL);
    }

    Answer answer(String operation, String json, Permission permission) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ways.ask(node().tables, operation, body, permission);
    }

    /** The body of an answer that has to be a good one. */
    String ok(String operation, String json) {
        Answer answer = answer(operation, json);
        String body = text(answer);
        assertThat(answer.status()).as("%s %s: %s", operation, json, body).isEqualTo(200);
        return body;
    }

    /** The body of an answer that has to be an error: its short type, a space, the sentence. */
    String error(String operation, String json) {
        Answer answer = answer(operation, json);
        String body = text(answer);
        assertThat(answer.status()).as("%s %s: %s", operation, json, body).isNotEqualTo(200);
        String type = body.replaceAll("(?s).*'__type':'[^']*#([^']*)'.*", "$1");
        String message =
                body.contains("essage':'")
                        ? body.replaceAll("(?s).*[mM]essage':'(.*?)'}$", "$1")
                        : "";
        return type + " " + message.replace("\\'", "'");
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    void later(Duration duration) {
        clock.offset = clock.offset.plus(duration);
    }

    Operations operations() {
        return node().operations;
    }

    Tables tables() {
        return node().tables;
    }

    /** The node dies: nothing of it gets anywhere any more, and nobody does its work. */
    void die() {
        end();
        nodes.add(new Node());
    }

    private void end() {
        node().pulse.end();
        node().runner.stop(Duration.ZERO);
    }

    /**
     * The node dies when its operations want to write for the nth time. None of them writes any
     * more of what was asked for before.
     */
    void dieAtWrite(int nth) {
        for (Deadline deadline = patience(); !isQuiet(); clock.sleep(Duration.ofMillis(1))) {
            assertThat(deadline.passed(clock)).as("operations go on").isFalse();
        }
        node().pulse.endAt(nth);
    }

    private boolean isQuiet() {
        return operations().list(Page.Request.first(100)).items().stream()
                .allMatch(each -> each.state().ended());
    }

    private Deadline patience() {
        return clock.deadline(PATIENCE);
    }

    /** It lives on, unless it has died already; whether it has. */
    boolean live() {
        node().pulse.endAt(Integer.MAX_VALUE);
        return !isDead();
    }

    boolean isDead() {
        return node().pulse.ended;
    }

    /** Another run of the node begins. */
    void start() {
        if (!nodes.isEmpty() && isDead()) {
            end();
            nodes.add(new Node());
        } else if (nodes.isEmpty()) {
            nodes.add(new Node());
        }
        node().runner.start(instance, nodes.size());
    }

    /** Real time passes too, by which the store forgets; nothing may be running meanwhile. */
    void passTime(Duration duration) {
        store.collect();
        later(duration);
        clock.passed = clock.passed.plus(duration);
        store.collect();
    }

    /** Does what comes with time, once. */
    void upkeep() {
        end(operations().enqueue(tables().upkeep(), new Chore.Request(), Tending.ORIGIN));
    }

    void count() {
        end(operations().enqueue(tables().counting(), new Chore.Request(), Tending.ORIGIN));
    }

    private void end(OperationId id) {
        assertThat(operations().await(id, PATIENCE).state()).isEqualTo(State.SUCCEEDED);
    }

    /** Waits until the answer contains the text. */
    String await(String operation, String json, String text) {
        for (Deadline deadline = patience(); !deadline.passed(clock); ) {
            String body = text(answer(operation, json));
            if (body.contains(text)) {
                return body;
            }
            clock.sleep(Duration.ofMillis(5));
        }
        throw new AssertionError(
                operation + " never said " + text + ": " + text(answer(operation, json)));
    }

    /** Waits until the table can be changed and nothing of it is on its way. */
    String awaitSettled(String table) {
        String json = "{'TableName':'" + table + "'}";
        for (Deadline deadline = patience(); !deadline.passed(clock); ) {
            String body = ok("DescribeTable", json);
            boolean open = body.matches("(?s).*Status':'(CREATING|UPDATING|DELETING)'.*");
            if (!open) {
                return body;
            }
            clock.sleep(Duration.ofMillis(5));
        }
        throw new AssertionError("on its way: " + ok("DescribeTable", json));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.pulse.end());
        nodes.forEach(node -> node.runner.stop(Duration.ZERO));
        store.close();
    }

    /** What a process reaches the store through; once it has ended nothing passes. */
    private static final class Pulse extends ForwardingStore {
        private volatile boolean ended;
        private final ReentrantLock lock = new ReentrantLock();
        private int writesLeft = Integer.MAX_VALUE;

        Pulse(Store store) {
            super(store);
        }

        void end() {
            ended = true;
        }

        void endAt(int nth) {
            lock.lock();
            try {
                writesLeft = nth;
            } finally {
                lock.unlock();
            }
        }

        private void countWrite() {
            lock.lock();
            try {
                ended |= --writesLeft <= 0;
            } finally {
                lock.unlock();
            }
        }

        private void check() {
            if (ended) {
                throw HedgerowException.of(Failure.SHUTTING_DOWN, "this process has died");
            }
        }

        @Override
        public <T extends @Nullable Object> Outcome<T> transact(
                TransactionOptions options, Function<Transaction, T> function) {
            if (Thread.currentThread().getName().startsWith("operations-worker")) {
                countWrite();
            }
            check();
            return super.transact(options, function);
        }

        @Override
        public <T extends @Nullable Object> void begin(
                Function<Transaction, T> function, Consumer<Begun<T>> told) {
            check();
            super.begin(function, told);
        }

        @Override
        public BulkLoad bulkLoad(List<KeyRange> ranges) {
            countWrite();
            check();
            return super.bulkLoad(ranges);
        }

        @Override
        public Snapshot snapshot() {
            check();
            return super.snapshot();
        }

        @Override
        public Snapshot snapshotInMemory() {
            check();
            return super.snapshotInMemory();
        }
    }

    /** The machine's clock, whose wall time can be moved. */
    private static final class MovableClock implements Clock {
        private final Clock clock;
        private volatile Duration offset = Duration.ZERO;
        private volatile Duration passed = Duration.ZERO;

        MovableClock(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(offset);
        }

        @Override
        public long nanos() {
            return clock.nanos() + passed.toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            clock.sleep(duration);
        }

        @Override
        public boolean await(Lock lock, Condition condition, Duration max) {
            return clock.await(lock, condition, max);
        }
    }
}

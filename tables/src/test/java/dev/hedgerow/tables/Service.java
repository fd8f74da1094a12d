package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.UnaryOperator;

/**
 * Tables on a store in memory, asked as a client asks: with JSON, here with single quotes instead
 * of double ones.
 */
final class Service implements AutoCloseable {
    private final MovableClock clock = new MovableClock(World.system().clock());
    final World world = new World(clock, World.system().threads(), World.system().random());
    final Store store;
    private Tables tables;

    Service() {
        this(store -> store);
    }

    /** With something before the store that watches or bends it. */
    Service(UnaryOperator<Store> before) {
        store = before.apply(Stores.open(new MemoryDisk(clock), world));
        tables = new Tables(store, Fence.NONE, world);
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
        for (int i = 0; i < 1_000; i++) {
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
        return tables.answer(operation, body, permission);
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

    /** The node dies: nobody tends its tables any more, until another one starts. */
    void die() {
        tables.close();
    }

    void start() {
        tables = new Tables(store, Fence.NONE, world);
    }

    @Override
    public void close() {
        tables.close();
        store.close();
    }

    /** The machine's clock, whose wall time can be moved. */
    private static final class MovableClock implements Clock {
        private final Clock clock;
        private volatile Duration offset = Duration.ZERO;

        MovableClock(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(offset);
        }

        @Override
        public long nanos() {
            return clock.nanos();
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

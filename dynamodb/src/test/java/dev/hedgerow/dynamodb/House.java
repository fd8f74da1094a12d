package dev.hedgerow.dynamodb;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Fence;
import dev.hedgerow.tables.Permission;
import dev.hedgerow.tables.Reception;
import dev.hedgerow.tables.Tables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tables on a store in memory behind a port on this machine, and requests for it. */
final class House implements AutoCloseable {
    static final String TYPE = "application/x-amz-json-1.0";
    static final String CREATE =
            "{'TableName':'items','BillingMode':'PAY_PER_REQUEST',"
                    + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                    + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}]}";
    static final Signer ADA = new Signer("AKADA", "ada's secret", "eu-central-1", "dynamodb");

    /** Small, so that each can be met, and as patient as ever. */
    static final PortLimits SMALL = small(PortLimits.DEFAULT.timeouts());

    /** For those who are slow on purpose: whoever is not might be, on a busy machine. */
    static final PortLimits.Timeouts HASTY =
            new PortLimits.Timeouts(
                    Duration.ofMillis(700),
                    Duration.ofMillis(700),
                    Duration.ofMillis(700),
                    Duration.ofSeconds(10));

    static PortLimits small(PortLimits.Timeouts timeouts) {
        return new PortLimits(100_000, 4096, 8, 3, 400_000, timeouts);
    }

    final World world = World.system();
    final AtomicInteger asked = new AtomicInteger();

    /** Of those asked, the ones that were asked not to wait. */
    final AtomicInteger begun = new AtomicInteger();

    final MemoryDisk disk = new MemoryDisk(world.clock());
    final ConcurrentLinkedQueue<String> observed = new ConcurrentLinkedQueue<>();
    final DynamoPort port;
    private final Store store;
    private final Tables tables;
    private final OperationsRunner runner;
    private volatile @Nullable CountDownLatch held;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Everybody on this machine may do everything. */
    static House open(PortLimits limits) {
        return new House(new Access.Unsigned(), limits);
    }

    /** Ada may do everything, and nobody else. */
    static House signed() {
        var ada = new AccessKey(ADA.keyId(), ADA.secret(), Permission.ALL);
        return new House(new Access.Signed(new Known(ada)), PortLimits.DEFAULT);
    }

    /** The one key, known without waiting. */
    private record Known(AccessKey key) implements AccessKeys {
        @Override
        public Optional<AccessKey> find(String id) {
            return Optional.of(key).filter(known -> known.id().equals(id));
        }

        @Override
        public Optional<AccessKey> known(String id) {
            return find(id);
        }
    }

    House(Access access, PortLimits limits) {
        store = Stores.open(disk, world);
        var operations = new Operations(store, world);
        tables = new Tables(store, operations, Fence.NONE, world);
        runner = new OperationsRunner(operations, tables.operationTypes(), 2, Failpoints.none());
        runner.start(new Ids(world).instance(), 1);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port =
                DynamoPort.start(
                        new DynamoPort.Settings(address, access, limits),
                        new Answers(),
                        world,
                        (_, operation, status, error, _) ->
                                observed.add(operation + " " + status + " " + error));
        ok("CreateTable", CREATE);
        for (int i = 0; i < 12_000 && !described().contains("ACTIVE"); i++) {
            world.clock().sleep(Duration.ofMillis(5));
        }
        asked.set(0);
    }

    private String described() {
        return ok("DescribeTable", "{'TableName':'items'}");
    }

    /** Straight to the tables. */
    String ok(String operation, String json) {
        Answer answer = tables.answer(operation, bytes(json));
        if (answer.status() != 200) {
            throw new AssertionError(new String(answer.body(), StandardCharsets.UTF_8));
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The tables, but that answers can be held back. */
    private final class Answers implements Answering {
        @Override
        public Answer answer(String operation, byte[] body, Permission permission) {
            return heldBack(operation, body, permission);
        }

        @Override
        public boolean isShort(String operation) {
            return held == null && tables.isShort(operation);
        }

        @Override
        public void begin(
                String operation, byte[] body, Permission permission, Reception reception) {
            asked.incrementAndGet();
            begun.incrementAndGet();
            tables.begin(operation, body, permission, reception);
        }
    }

    private Answer heldBack(String operation, byte[] body, Permission permission) {
        asked.incrementAndGet();
        CountDownLatch latch = held;
        if (latch != null) {
            waiting.incrementAndGet();
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            waiting.decrementAndGet();
        }
        return tables.answer(operation, body, permission);
    }

    /** Whatever is asked from now on waits until the latch is opened. */
    CountDownLatch hold() {
        var latch = new CountDownLatch(1);
        held = latch;
        return latch;
    }

    /** What is asked from now on is answered at once. */
    void holdNoMore() {
        held = null;
    }

    /** Waits until so many requests wait behind the latch. */
    void awaitWaiting(int count) {
        for (int i = 0; i < 12_000 && waiting.get() < count; i++) {
            world.clock().sleep(Duration.ofMillis(5));
        }
        if (waiting.get() < count) {
            throw new AssertionError("only " + waiting.get() + " wait");
        }
    }

    /** Waits until so many requests have reached the tables. */
    void awaitAsked(int count) {
        for (int i = 0; i < 12_000 && asked.get() < count; i++) {
            world.clock().sleep(Duration.ofMillis(5));
        }
    }

    Line line() throws IOException {
        return new Line(port.port());
    }

    /** A connection that takes little more than what is read from it. */
    Line narrowLine() throws IOException {
        return new Line(port.port(), 64 << 10);
    }

    /** The answer to one request on a connection of its own. */
    Line.Got ask(String operation, String json) throws IOException {
        try (Line line = line()) {
            return line.ask(request(operation, json));
        }
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** A request without a signature. */
    byte[] request(String operation, String json) {
        return request(headers(operation), bytes(json));
    }

    Map<String, String> headers(String operation) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Host", "localhost:" + port.port());
        headers.put("Content-Type", TYPE);
        headers.put("X-Amz-Target", "DynamoDB_20120810." + operation);
        return headers;
    }

    static byte[] request(Map<String, String> headers, byte[] body) {
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return join(text.toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    static byte[] join(byte[]... parts) {
        int length = List.of(parts).stream().mapToInt(part -> part.length).sum();
        var whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    /** Headers of a request that is signed at a time, all of them covered. */
    Map<String, String> signed(Signer signer, String operation, byte[] body, Instant at) {
        var headers = new LinkedHashMap<>(headers(operation));
        headers.put("X-Amz-Date", Signer.date(at));
        headers.put("Authorization", signer.authorization("POST", "", headers, body, at));
        return headers;
    }

    @Override
    public void close() {
        port.close();
        var _ = runner.stop(Duration.ofSeconds(5));
        store.close();
    }
}

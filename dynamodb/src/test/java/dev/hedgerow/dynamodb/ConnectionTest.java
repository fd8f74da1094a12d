package dev.hedgerow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections: order, bounds, clients that are slow, broken or many, and the end. */
@Timeout(300)
final class ConnectionTest {
    private static final String PUT =
            "{'TableName':'items','Item':{'pk':{'S':'%s'},'t':{'S':'%s'}}}";

    private House house = House.open(PortLimits.DEFAULT);

    @AfterEach
    void close() {
        house.close();
    }

    private void small() {
        small(House.SMALL);
    }

    private void small(PortLimits limits) {
        house.close();
        house = House.open(limits);
    }

    private void awaitNothingHeld() {
        for (int i = 0; i < 12_000 && house.port.running() + house.port.bufferedBytes() > 0; i++) {
            house.world.clock().sleep(Duration.ofMillis(5));
        }
        assertThat(house.port.running()).isZero();
        assertThat(house.port.bufferedBytes()).isZero();
    }

    @Test
    void tenThousandRequestsSentAheadAreAnsweredInTheirOrder() throws Exception {
        int count = 10_000;
        try (Line line = house.line()) {
            var failed = new AtomicReference<Throwable>();
            Thread writer =
                    house.world
                            .threads()
                            .start(
                                    "writer",
                                    () -> {
                                        try {
                                            var all = new ByteArrayOutputStream();
                                            for (int i = 0; i < count; i++) {
                                                all.writeBytes(house.request("Nr" + i, "{}"));
                                            }
                                            line.send(all.toByteArray());
                                        } catch (IOException e) {
                                            failed.set(e);
                                        }
                                    });
            var ids = new HashSet<String>();
            for (int i = 0; i < count; i++) {
                Line.Got got = line.read();
                assertThat(got.status()).isEqualTo(400);
                assertThat(ids.add(got.header("x-amzn-requestid"))).isTrue();
            }
            writer.join();
            assertThat(failed.get()).isNull();
        }
        assertThat(house.asked).hasValue(count);
    }

    @Test
    void theAnswersOfRequestsSentAheadAreThoseOfTheRequests() throws IOException {
        var requests = new ByteArrayOutputStream();
        var wanted = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            requests.writeBytes(house.request("PutItem", PUT.formatted("k" + i, "v" + i)));
            wanted.add("{}");
            requests.writeBytes(
                    house.request(
                            "GetItem",
                            "{'TableName':'items','ConsistentRead':true,'Key':{'pk':{'S':'k"
                                    + i
                                    + "'}},'ProjectionExpression':'t'}"));
            wanted.add("{\"Item\":{\"t\":{\"S\":\"v" + i + "\"}}}");
        }
        var got = new ArrayList<String>();
        try (Line line = house.line()) {
            line.send(requests.toByteArray());
            for (int i = 0; i < wanted.size(); i++) {
                got.add(line.read().text());
            }
        }
        assertThat(got).isEqualTo(wanted);
    }

    @Test
    void aRequestMayComeByteByByteAndInChunks() throws IOException {
        try (Line line = house.line()) {
            for (byte each : house.request("ListTables", "{}")) {
                line.send(new byte[] {each});
            }
            assertThat(line.read().text()).contains("items");
            line.send(
                    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            + House.TYPE
                            + "\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(line.read().text()).contains("items");
        }
    }

    @Test
    void aConnectionIsClosedWhenTheClientWantsIt() throws IOException {
        var headers = new LinkedHashMap<>(house.headers("ListTables"));
        headers.put("Connection", "close");
        try (Line line = house.line()) {
            Line.Got got = line.ask(House.request(headers, House.bytes("{}")));
            assertThat(got.header("connection")).isEqualTo("close");
            assertThat(line.tryRead()).isEmpty();
        }
        try (Line line = house.line()) {
            line.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(line.read().status()).isEqualTo(200);
            assertThat(line.tryRead()).isEmpty();
        }
    }

    @Test
    void whoeverExpectsToGoOnIsToldSo() throws IOException {
        var headers = new LinkedHashMap<>(house.headers("ListTables"));
        headers.put("Expect", "100-continue");
        byte[] request = House.request(headers, House.bytes("{}"));
        try (Line line = house.line()) {
            line.send(Arrays.copyOf(request, request.length - 2));
            assertThat(line.read().status()).isEqualTo(100);
            line.send("{}");
            assertThat(line.read().text()).contains("items");
            headers.put("Expect", "the moon");
            line.send(House.request(headers, House.bytes("{}")));
            assertThat(line.read().status()).isEqualTo(417);
            assertThat(line.tryRead()).isEmpty();
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeOrWhileItComes() throws IOException {
        small();
        var headers = new LinkedHashMap<>(house.headers("PutItem"));
        headers.put("Expect", "100-continue");
        headers.put("Content-Length", "100001");
        byte[] head = House.request(headers, new byte[0]);
        try (Line line = house.line()) {
            line.send(
                    new String(head, StandardCharsets.ISO_8859_1)
                            .replace("Content-Length: 0\r\n", ""));
            assertThat(line.read().status()).isEqualTo(413);
            assertThat(line.tryRead()).isEmpty();
        }
        try (Line line = house.line()) {
            line.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            line.send("30d40\r\n" + "x".repeat(200_000));
            assertThat(line.read().status()).isEqualTo(413);
        }
        awaitNothingHeld();
        assertThat(house.asked).hasValue(0);
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        small();
        for (String bad :
                new String[] {
                    "\u0000\u0001\u0002\r\n\r\n",
                    "GARBAGE\r\n\r\n",
                    "POST / HTTP/9.9\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                    "POST / HTTP/1.1\r\nbad header\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
                }) {
            try (Line line = house.line()) {
                line.send(bad);
                line.end();
                line.tryRead().ifPresent(got -> assertThat(got.status()).as(bad).isEqualTo(400));
            }
        }
        try (Line line = house.line()) {
            line.send("POST / HTTP/1.1\r\nX: " + "x".repeat(5000) + "\r\n\r\n");
            assertThat(line.read().status()).isEqualTo(431);
        }
        try (Line line = house.line()) {
            line.send("POST /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n");
            assertThat(line.read().status()).isEqualTo(414);
        }
        assertThat(house.asked).hasValue(0);
        assertThat(house.ask("ListTables", "{}").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatEndsEarlyWritesNothing() throws IOException {
        byte[] request = house.request("PutItem", PUT.formatted("a", "b"));
        for (int cut : new int[] {1, 10, 40}) {
            try (Line line = house.line()) {
                line.send(Arrays.copyOf(request, request.length - cut));
                line.end();
                assertThat(line.tryRead()).isEmpty();
            }
        }
        awaitNothingHeld();
        assertThat(house.asked).hasValue(0);
        assertThat(house.ok("Scan", "{'TableName':'items'}")).contains("\"Count\":0");
    }

    @Test
    void whoeverSendsSlowlyIsCutOff() throws IOException {
        small(House.small(House.HASTY));
        try (Line silent = house.line();
                Line headless = house.line();
                Line bodiless = house.line()) {
            headless.send("POST / HTTP/1.1\r\nHost: x\r\n");
            bodiless.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
            for (int i = 0; i < 10; i++) {
                house.world.clock().sleep(Duration.ofMillis(100));
                trickle(headless, "X-" + i + ": y\r\n");
                trickle(bodiless, " ");
            }
            assertThat(gone(silent)).isTrue();
            assertThat(gone(headless)).isTrue();
            assertThat(gone(bodiless)).isTrue();
        }
        awaitNothingHeld();
        assertThat(house.ask("ListTables", "{}").status()).isEqualTo(200);
    }

    private static void trickle(Line line, String text) {
        try {
            line.send(text);
        } catch (IOException _) {
            // cut off already, which is what is looked for
        }
    }

    private static boolean gone(Line line) {
        try {
            return line.tryRead().isEmpty();
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void whoeverDoesNotReadGetsNoMoreAnswersAndIsCutOff() throws IOException {
        small(new PortLimits(1 << 20, 4096, 8, 3, 64L << 20, House.HASTY));
        house.ok("PutItem", PUT.formatted("a", "x".repeat(390_000)));
        byte[] get = house.request("GetItem", "{'TableName':'items','Key':{'pk':{'S':'a'}}}");
        try (Line line = house.narrowLine()) {
            var many = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                many.writeBytes(get);
            }
            house.asked.set(0);
            line.send(many.toByteArray());
            house.awaitAsked(1);
            awaitNothingHeld();
            assertThat(house.asked.get()).isBetween(1, 60);
        }
        assertThat(house.ask("ListTables", "{}").status()).isEqualTo(200);
    }

    @Test
    void thereAreOnlySoManyRequestsAtATime() throws Exception {
        small();
        CountDownLatch latch = house.hold();
        var lines = new ArrayList<Line>();
        try {
            for (int i = 0; i < 3; i++) {
                Line line = house.line();
                lines.add(line);
                line.send(house.request("ListTables", "{}"));
            }
            house.awaitWaiting(3);
            Line.Got refused = house.ask("ListTables", "{}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("ServiceUnavailableException");
            house.holdNoMore();
            latch.countDown();
            for (Line line : lines) {
                assertThat(line.read().status()).isEqualTo(200);
            }
            assertThat(house.ask("ListTables", "{}").status()).isEqualTo(200);
        } finally {
            latch.countDown();
            for (Line line : lines) {
                line.close();
            }
        }
    }

    @Test
    void thereAreOnlySoManyConnectionsAndBytes() throws IOException {
        // whoever was let in is cut off when all others have long been told
        var soon = Duration.ofSeconds(3);
        var grace = PortLimits.DEFAULT.timeouts().grace();
        small(House.small(new PortLimits.Timeouts(soon, soon, soon, grace)));
        var lines = new ArrayList<Line>();
        try {
            for (int i = 0; i < 8; i++) {
                lines.add(house.line());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Line line : lines) {
                line.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
                line.send("x".repeat(99_999));
            }
            for (Line line : lines) {
                line.tryRead().ifPresent(got -> statuses.add(got.status()));
            }
            assertThat(statuses).contains(503).hasSizeLessThan(8);
            try (Line ninth = house.line()) {
                assertThat(gone(ninth) || house.port.connections() <= 8).isTrue();
            }
        } finally {
            for (Line line : lines) {
                line.close();
            }
        }
        awaitNothingHeld();
        assertThat(house.ask("ListTables", "{}").status()).isEqualTo(200);
    }

    @Test
    void whatRunsWhenThePortClosesIsAnsweredAndNothingElseBegins() throws Exception {
        CountDownLatch latch = house.hold();
        try (Line running = house.line();
                Line idle = house.line();
                Line late = house.line()) {
            byte[] put = house.request("PutItem", PUT.formatted("a", "b"));
            running.send(put);
            running.send(house.request("ListTables", "{}"));
            late.send(Arrays.copyOf(put, put.length - 1));
            assertThat(
                            idle.ask(
                                            "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII))
                                    .status())
                    .isEqualTo(200);
            house.awaitWaiting(1);
            Thread closing = house.world.threads().start("closing", house.port::close);
            assertThat(idle.tryRead()).isEmpty();
            late.send("}");
            Line.Got refused = late.read();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("connection")).isEqualTo("close");
            latch.countDown();
            Line.Got got = running.read();
            assertThat(got.text()).isEqualTo("{}");
            assertThat(got.header("connection")).isEqualTo("close");
            assertThat(running.tryRead()).isEmpty();
            closing.join();
        }
        assertThat(house.ok("Scan", "{'TableName':'items'}")).contains("\"Count\":1");
        assertThat(house.asked).hasValue(1);
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
        CountDownLatch latch = house.hold();
        try (Line line = house.line()) {
            line.send(house.request("PutItem", PUT.formatted("a", "b")));
            house.awaitWaiting(1);
        }
        latch.countDown();
        awaitNothingHeld();
        assertThat(house.port.connections()).isZero();
    }
}

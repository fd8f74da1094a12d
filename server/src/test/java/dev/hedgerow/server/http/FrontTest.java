package dev.hedgerow.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.kernel.World;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontTest {
    private static final Limits LIMITS = limits(Limits.DEFAULT.idle());

    private static Limits limits(Duration idle) {
        return new Limits(1000, 5000, 4096, 8, 3, idle, Duration.ofMinutes(1));
    }

    @TempDir Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch streamEnded = new CountDownLatch(1);
    private final AtomicInteger beats = new AtomicInteger();
    private Front front;

    record Thing(String name, Optional<Integer> size, List<Thing> parts) {}

    @BeforeEach
    void start() {
        start(LIMITS);
    }

    private void start(Limits limits) {
        var routes =
                new Routes(
                        List.of(
                                Route.get("/things/{thing}", this::show),
                                Route.get("/things", call -> Reply.ok(call.only("a").query("a"))),
                                Route.post("/things", call -> Reply.ok(call.body(Thing.class))),
                                Route.post("/forms", FrontTest::form),
                                Route.get("/lines", call -> Reply.lines(this::endless)),
                                Route.get("/broken", call -> Reply.lines(FrontTest::broken)),
                                Route.get("/events", call -> Reply.events(this::beating)),
                                Route.get("/wait", this::await)));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var address = new InetSocketAddress(loopback, 0);
        var settings = new Front.Settings(address, folder, Front.loopbackHosts(), limits);
        front = Front.start(settings, routes, World.system(), meters);
    }

    @AfterEach
    void stop() {
        released.countDown();
        front.close();
    }

    private Reply show(Call call) {
        return switch (call.parameter("thing")) {
            case "refused" ->
                    throw HedgerowException.refused(
                            Failure.SCHEMA_INVALID, "No", List.of(new Violation("a:1", "p", "f")));
            case "bug" -> throw new IllegalStateException("a bug, as the test wants");
            case "busy" -> throw HedgerowException.of(Failure.OVERLOADED);
            default -> Reply.ok(Map.of("name", call.parameter("thing")));
        };
    }

    private static Reply form(Call call) {
        try (Form form = call.form("file")) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("node", form.fields("node"));
            form.files().forEach((name, file) -> told.put(name, text(file)));
            return Reply.ok(told);
        }
    }

    private static String text(Form.File file) {
        try (var stream = file.open()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.length() > 100 ? "long " + file.bytes() : text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void endless(LineSink lines) {
        try {
            while (true) {
                lines.line(Map.of("row", "x".repeat(1000)));
            }
        } finally {
            streamEnded.countDown();
        }
    }

    private static void broken(LineSink lines) {
        lines.line(List.of(1));
        throw HedgerowException.of(Failure.CORRUPT);
    }

    private void beating(EventSink events) {
        try {
            events.send("operation", Map.of("id", "op_1"));
            while (events.open()) {
                events.beat();
                beats.incrementAndGet();
                World.system().clock().sleep(Duration.ofMillis(20));
            }
        } finally {
            streamEnded.countDown();
        }
    }

    private Reply await(Call call) {
        entered.countDown();
        await(released);
        return Reply.ok(Map.of("waited", true));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(4, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> thing(String body) throws IOException, InterruptedException {
        return post("/things", "application/json", body);
    }

    @Test
    void aPathMayHoldEncodedSlashes() throws Exception {
        assertThat(send(request("/things/a%2Fb%20c+d")).body()).isEqualTo("{\"name\":\"a/b c+d\"}");
    }

    @Test
    void whatIsNotThereIsAProblemThatSaysWhatIs() throws Exception {
        assertThat(send(request("/nothing")).statusCode()).isEqualTo(404);
        HttpResponse<String> wrong = send(request("/things/a").DELETE());
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET");
        assertThat(wrong.body()).contains("\"status\":405", "DELETE is not possible");
        assertThat(send(request("/things?b=1")).body()).contains("no query parameter 'b'");
    }

    @Test
    void aFailureIsAProblemDocument() throws Exception {
        HttpResponse<String> refused = send(request("/things/refused"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(refused.body())
                .isEqualTo(
                        "{\"type\":\"urn:hedgerow:problem:schema_invalid\","
                                + "\"title\":\"The schema is not valid\",\"status\":422,"
                                + "\"detail\":\"No\",\"code\":\"schema_invalid\",\"violations\":"
                                + "[{\"place\":\"a:1\",\"problem\":\"p\",\"fix\":\"f\"}]}");
        HttpResponse<String> busy = send(request("/things/busy"));
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void aBugIsToldWithoutItsInsides() throws Exception {
        HttpResponse<String> bug = send(request("/things/bug"));
        assertThat(bug.statusCode()).isEqualTo(500);
        assertThat(bug.body()).contains("\"code\":\"internal\"").doesNotContain("as the test");
    }

    @Test
    void badJsonIsToldWithLineAndColumn() throws Exception {
        assertThat(thing("{\"name\": \"a\", \"parts\": []}").body())
                .isEqualTo("{\"name\":\"a\",\"parts\":[]}");
        assertThat(thing("{\"name\":\n  oops}").body()).contains("body:2:");
        assertThat(thing("{\"nam\": 1}").body()).contains("unknown field 'nam'", "name, parts");
        assertThat(thing("{\"name\": \"a\", \"name\": \"b\"}").statusCode()).isEqualTo(400);
        assertThat(thing("{\"name\": \"a\"} {}").statusCode()).isEqualTo(400);
        assertThat(thing("{\"size\": {}}").body()).contains("size: expected a number");
        assertThat(thing("{\"nam\": 1}").body()).contains("body:nam", "did you mean `name`?");
        assertThat(thing("{\"parts\": []}").body()).contains("at name: is missing");
        assertThat(thing("{\"name\": \"a\", \"parts\": [null]}").body()).contains("at parts[0]");
        assertThat(thing("{\"name\": 5, \"parts\": []}").body()).contains("name: expected a text");
        assertThat(thing("{\"name\": \"a\"").body())
                .contains("expected close marker")
                .doesNotContain("REDACTED");
        assertThat(thing("null").statusCode()).isEqualTo(400);
        assertThat(thing("").body()).contains("needs a body");
    }

    @Test
    void X3_bodiesAndDepthHaveLimits() throws Exception {
        String deep = "{\"name\":\"a\",\"parts\":[".repeat(6) + "]}".repeat(6);
        assertThat(thing(deep).statusCode()).isEqualTo(400);
        HttpResponse<String> large = thing("{\"name\": \"" + "a".repeat(2000) + "\"}");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("request_too_large");
        var chunked =
                HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[2000]));
        assertThat(send(request("/things").POST(chunked)).statusCode()).isEqualTo(413);
        assertThat(send(request("/things?a=" + "a".repeat(8000))).statusCode()).isIn(414, 431);
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n\r\n"
                + content
                + "\r\n";
    }

    @Test
    void aFormHasFieldsAndFilesAndLeavesNothingBehind() throws Exception {
        String body =
                part("name=\"node\"", "A=a.csv")
                        + part("name=\"node\"", "B=b.csv")
                        + part("name=\"file\"; filename=\"x/a.csv\"", "a\r\n1")
                        + part("name=\"file\"; filename=\"b.csv\"", "y".repeat(3000))
                        + "--b--\r\n";
        assertThat(post("/forms", "multipart/form-data; boundary=b", body).body())
                .isEqualTo(
                        "{\"node\":[\"A=a.csv\",\"B=b.csv\"],\"x/a.csv\":\"a\\r\\n1\","
                                + "\"b.csv\":\"long 3000\"}");
        assertFolderIsEmpty();
        assertThat(post("/forms", "multipart/form-data; boundary=b", "no form").statusCode())
                .isEqualTo(400);
        String large = part("name=\"file\"; filename=\"a\"", "y".repeat(6000)) + "--b--\r\n";
        assertThat(post("/forms", "multipart/form-data; boundary=b", large).statusCode())
                .isEqualTo(413);
        assertFolderIsEmpty();
    }

    private void assertFolderIsEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aStreamThatFailsSaysSoInItsLastLine() throws Exception {
        assertThat(send(request("/broken")).body().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("{\"problem\":{\"type\":\"urn:hedgerow:problem:corrupt\"");
    }

    @Test
    void X3_aReaderThatStopsReadingFreesTheStream() throws Exception {
        front.close();
        start(limits(Duration.ofMillis(500)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
            ask(socket, "/lines");

            await(streamEnded);
        }
        assertNothingRuns();
    }

    @Test
    void X3_aDroppedConnectionFreesTheStream() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
            ask(socket, "/events");
            assertThat(socket.getInputStream().read()).isPositive();
        }

        await(streamEnded);
        assertNothingRuns();
    }

    private static void ask(Socket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertNothingRuns() {
        var clock = World.system().clock();
        var deadline = clock.deadline(Duration.ofMinutes(1));
        while (front.running() > 0 && !deadline.passed(clock)) {
            clock.sleep(Duration.ofMillis(10));
        }
        assertThat(front.running()).isZero();
    }

    @Test
    void X4_acceptedRequestsFinishAndNewOnesGetARetryableAnswer() throws Exception {
        var running = http.sendAsync(request("/wait").build(), BodyHandlers.ofString());
        await(entered);
        Thread closing = World.system().threads().start("closing", front::close);
        HttpResponse<String> refused = send(request("/things"));
        while (refused.statusCode() == 200) {
            refused = send(request("/things"));
        }

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("shutting_down");
        released.countDown();
        assertThat(running.join().body()).isEqualTo("{\"waited\":true}");
        closing.join();
    }

    @Test
    void X4_eventStreamsEndOnTheWayDown() throws Exception {
        var stream = http.sendAsync(request("/events").build(), BodyHandlers.ofString());
        while (beats.get() == 0) {
            Thread.onSpinWait();
        }

        front.close();

        assertThat(stream.join().body())
                .startsWith("event: operation\ndata: {\"id\":\"op_1\"}\n\n:");
    }

    @Test
    void moreCallsThanTheLimitAreToldToComeAgain() throws Exception {
        var waiting =
                Stream.generate(() ->
                                http.sendAsync(request("/wait").build(), BodyHandlers.ofString()))
                        .limit(3)
                        .toList();
        while (front.running() < 3) {
            Thread.onSpinWait();
        }

        assertThat(send(request("/things")).body()).contains("overloaded");
        released.countDown();
        waiting.forEach(call -> assertThat(call.join().statusCode()).isEqualTo(200));
    }

    @Test
    void anotherHostsNameIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
            String request =
                    "GET /things HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void requestsAreCountedByRoute() throws Exception {
        send(request("/things/a"));
        send(request("/things/b"));
        send(request("/no/such/path"));

        var clock = World.system().clock();
        var deadline = clock.deadline(Duration.ofMinutes(1));
        while (counted("/things/{thing}") < 2 && !deadline.passed(clock)) {
            Thread.onSpinWait();
        }
        assertThat(counted("/things/{thing}")).isEqualTo(2);
        assertThat(counted("none")).isEqualTo(1);
    }

    private long counted(String route) {
        return meters.find("hedgerow.http.requests").tag("route", route).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }
}

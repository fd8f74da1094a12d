package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.server.http.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams whose other end stops, goes away, or is cut off by a restart. That a node closes at all
 * says that no read of its store is open: the storage waits for each.
 */
@Timeout(300)
class BrokenStreamsTest {
    private static final String NOTES = "node Note { @key(number) number: I64  text: String }";
    private static final int ROWS = 20_000;
    private static final int BATCH = 5_000;

    /** More than what the system keeps for a reader who does not read. */
    private static final String TEXT = "x".repeat(1_000);

    private static final Limits IMPATIENT =
            new Limits(
                    16L << 20,
                    64L << 30,
                    16 << 10,
                    64,
                    1024,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1));

    @TempDir Path folder;

    private static void fill(LiveServer server) {
        var made = server.post("/v1/graphs", Map.of("name", "notes", "schema", NOTES));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        for (int from = 0; from < ROWS; from += BATCH) {
            List<Map<String, Object>> ops =
                    IntStream.range(from, from + BATCH).mapToObj(BrokenStreamsTest::note).toList();
            var written = server.post("/v1/graphs/notes/mutate", Map.of("ops", ops));
            assertThat(written.status()).as(written.body()).isEqualTo(200);
        }
    }

    private static Map<String, Object> note(int number) {
        return Map.of("type", "Note", "data", Map.of("number", number, "text", TEXT));
    }

    /** A connection that takes little more than what is read from it. */
    private static Socket connected(LiveServer server) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    private static Socket exporting(LiveServer server) throws IOException {
        Socket socket = connected(server);
        send(socket, server, "GET", "/v1/graphs/notes/export", "");
        assertThat(socket.getInputStream().readNBytes(500)).hasSize(500);
        assertThat(server.running()).isEqualTo(1);
        return socket;
    }

    private static void send(
            Socket socket, LiveServer server, String method, String path, String headers)
            throws IOException {
        String head =
                "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%s\r\n"
                        .formatted(method, path, server.token(), headers);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertNothingRuns(LiveServer server) {
        var clock = server.world().clock();
        var deadline = clock.deadline(Duration.ofMinutes(4));
        while (server.running() > 0 && !deadline.passed(clock)) {
            clock.sleep(Duration.ofMillis(10));
        }
        assertThat(server.running()).isZero();
    }

    private static long rows(LiveServer server) {
        return server.get("/v1/graphs/notes/export").body().lines().count();
    }

    @Test
    void X3_aReaderOfAnExportThatGoesAwayFreesWhatItHeld() throws IOException {
        try (var server = new LiveServer(folder)) {
            fill(server);
            exporting(server).close();
            assertNothingRuns(server);
            assertThat(rows(server)).isEqualTo(ROWS);
        }
    }

    @Test
    void X3_aReaderOfAnExportThatStopsReadingFreesWhatItHeld() throws IOException {
        try (var server = new LiveServer(folder, IMPATIENT)) {
            fill(server);
            try (Socket reader = exporting(server)) {
                assertNothingRuns(server);
                assertThat(reader.isConnected()).isTrue();
            }
            assertThat(rows(server)).isEqualTo(ROWS);
        }
    }

    @Test
    void X3_aRestartDuringAnExportCutsItOffVisiblyAndLosesNothing() throws IOException {
        Socket reader;
        try (var server = new LiveServer(folder, IMPATIENT)) {
            fill(server);
            reader = exporting(server);
        }
        try (reader) {
            assertThat(endsProperly(reader.getInputStream())).isFalse();
        }
        try (var server = new LiveServer(folder)) {
            assertThat(rows(server)).isEqualTo(ROWS);
        }
    }

    /** Whether the last chunk comes, which is empty. */
    private static boolean endsProperly(InputStream in) {
        var last = new byte[5];
        var buffer = new byte[64 * 1024];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    System.arraycopy(last, 1, last, 0, last.length - 1);
                    last[last.length - 1] = buffer[i];
                }
            }
        } catch (IOException _) {
            return false;
        }
        return new String(last, StandardCharsets.US_ASCII).equals("0\r\n\r\n");
    }

    @Test
    void X3_aRestartDuringAnUploadWritesNothingAndLeavesNoFile() throws IOException {
        Socket writer;
        try (var server = new LiveServer(folder, IMPATIENT)) {
            fill(server);
            writer = connected(server);
            send(
                    writer,
                    server,
                    "POST",
                    "/v1/graphs/notes/load",
                    "Content-Type: application/x-ndjson\r\nContent-Length: 100000000\r\n");
            OutputStream out = writer.getOutputStream();
            for (int number = ROWS; number < 2 * ROWS; number++) {
                String row = LiveServer.JSON.writeValueAsString(note(number)) + "\n";
                out.write(row.getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            assertThat(server.running()).isEqualTo(1);
        }
        writer.close();
        try (var server = new LiveServer(folder)) {
            assertThat(rows(server)).isEqualTo(ROWS);
            try (Stream<Path> left = Files.list(server.data().resolve("uploads"))) {
                assertThat(left).isEmpty();
            }
        }
    }
}

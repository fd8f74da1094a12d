package dev.hedgerow.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.kernel.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs commands against answers that a test gives, and keeps what was asked and printed. */
final class AnsweringNode implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String otherwise = "{}";
    private int status = 200;

    AnsweringNode() {
        try {
            var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(here, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(
                "%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body));
        String text = answers.getOrDefault(exchange.getRequestURI().getPath(), otherwise);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What it answers on one path. */
    void answers(String path, String body) {
        answers.put(path, body);
    }

    /** What it answers on every other path. */
    void answers(String body) {
        otherwise = body;
    }

    void status(int code) {
        status = code;
    }

    /** Every request so far: method, address, body. */
    List<String> asked() {
        return asked;
    }

    /** Runs a command in an environment that points here, with some more variables. */
    int run(Map<String, String> more, String... arguments) {
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        0,
                        0,
                        false);
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("HEDGEROW_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        return Main.run(List.of(arguments), terminal, World.system(), environment);
    }

    /** What was printed since the last time it was forgotten. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void forget() {
        out.reset();
        err.reset();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

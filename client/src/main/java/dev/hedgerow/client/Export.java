package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The rows of a view as lines of JSON, nodes before edges. Not safe for use by several threads. */
public final class Export implements AutoCloseable {
    private static final String PROBLEM = "{\"problem\":";

    private final String commit;
    private final BufferedReader lines;

    private Export(String commit, BufferedReader lines) {
        this.commit = commit;
        this.lines = lines;
    }

    static Export open(Transport transport, String path) {
        HttpResponse<InputStream> response =
                transport.stream(
                        transport.request(path).GET().header("Accept", "application/x-ndjson"));
        String commit = Transport.header(response, "Hedgerow-Commit").orElse("");
        var reader = new InputStreamReader(response.body(), StandardCharsets.UTF_8);
        return new Export(commit, new BufferedReader(reader));
    }

    /** The commit of the view. */
    public String commit() {
        return commit;
    }

    /** The next row; empty after the last. Fails when the node could not go on. */
    public Optional<String> next() {
        try {
            Optional<String> line = Optional.ofNullable(lines.readLine());
            line.filter(text -> text.startsWith(PROBLEM)).ifPresent(Export::fail);
            return line;
        } catch (IOException e) {
            throw ClientException.local(
                    Failure.UNAVAILABLE, "The export broke off: begin it again", e);
        }
    }

    private static void fail(String line) {
        try {
            Problem problem = Json.MAPPER.readValue(line, Trouble.class).problem();
            throw ClientException.of(200, problem);
        } catch (JacksonException e) {
            throw ClientException.local(Failure.UNAVAILABLE, "The export broke off", e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw ClientException.local(Failure.UNAVAILABLE, "The export broke off", e);
        }
    }

    private record Trouble(Problem problem) {}
}

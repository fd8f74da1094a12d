package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files to be loaded into a branch as one commit.
 *
 * @param nodes CSV files of nodes, as {@code Airport=airports.csv}, renamed columns after a colon
 * @param edges CSV files of edges, as {@code Route=flights.csv:from=origin,to=destination}
 * @param rows JSONL files
 * @param message of the commit, may be empty
 * @param key the idempotency key; made here when null
 */
public record Load(
        String branch,
        List<String> nodes,
        List<String> edges,
        List<Path> rows,
        String message,
        @Nullable String key) {
    private static final Pattern COLUMNS = Pattern.compile(":(?=(@id|[A-Za-z_][A-Za-z0-9_]*)=)");
    private static final String BOUNDARY = "hedgerow-7f3c1b9e2d5a4c60";

    public Load {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        rows = List.copyOf(rows);
    }

    /** Hears how far the load is. */
    public interface Listener {
        /** Bytes of the files sent so far, of all. */
        void sent(long bytes, long total);

        /** What the node reports while it works. */
        void working(Operation.Progress progress);

        /** Hears nothing. */
        Listener NONE =
                new Listener() {
                    @Override
                    public void sent(long bytes, long total) {}

                    @Override
                    public void working(Operation.Progress progress) {}
                };
    }

    /** The file a mapping such as {@code Airport=airports.csv:iata=code} names. */
    public static Path fileOf(String mapping) {
        int equals = mapping.indexOf('=');
        if (equals < 1 || equals == mapping.length() - 1) {
            throw ClientException.local(
                    Failure.INVALID_REQUEST,
                    "'%s' does not say what the file is: expected Type=FILE.csv".formatted(mapping)
                            + " or Type=FILE.csv:property=column,…");
        }
        String rest = mapping.substring(equals + 1);
        Matcher columns = COLUMNS.matcher(rest);
        return Path.of(columns.find() ? rest.substring(0, columns.start()) : rest);
    }

    Written send(Transport transport, String path, Listener listener) {
        List<Part> parts = parts();
        long total = parts.stream().mapToLong(Part::size).sum();
        HttpRequest.BodyPublisher body =
                BodyPublishers.ofInputStream(() -> open(parts, sent -> listener.sent(sent, total)));
        HttpRequest.Builder request =
                transport
                        .withKey(transport.request(path), key)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.fromPublisher(body, total));
        return Working.await(transport, request, "load", listener::working);
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.field("on", branch));
        if (!message.isEmpty()) {
            parts.add(Part.field("message", message));
        }
        nodes.forEach(mapping -> parts.add(Part.field("node", mapping)));
        edges.forEach(mapping -> parts.add(Part.field("edge", mapping)));
        rows.forEach(file -> parts.add(Part.field("rows", file.toString())));
        List<Path> files = new ArrayList<>();
        nodes.forEach(mapping -> files.add(fileOf(mapping)));
        edges.forEach(mapping -> files.add(fileOf(mapping)));
        files.addAll(rows);
        files.stream().distinct().forEach(file -> parts.addAll(Part.file(file)));
        parts.add(Part.text("--" + BOUNDARY + "--\r\n"));
        return parts;
    }

    private static InputStream open(List<Part> parts, LongConsumer sent) {
        List<InputStream> streams = new ArrayList<>();
        parts.forEach(part -> streams.add(new Lazy(part)));
        return new Counting(new SequenceInputStream(Collections.enumeration(streams)), sent);
    }

    /** A piece of the form: text, or the content of a file. */
    private record Part(byte[] bytes, @Nullable Path file, long size) {
        static Part text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new Part(bytes, null, bytes.length);
        }

        static Part field(String name, String value) {
            return text(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(BOUNDARY, name, value));
        }

        static List<Part> file(Path file) {
            if (Files.isDirectory(file)) {
                throw ClientException.local(
                        Failure.INVALID_REQUEST, "%s is a folder, not a file".formatted(file));
            }
            if (Files.exists(file) && !Files.isReadable(file)) {
                throw ClientException.local(
                        Failure.INPUT_OUTPUT, "%s may not be read".formatted(file));
            }
            String name = file.toString().replace("\"", "%22");
            try {
                return List.of(
                        text(
                                ("--%s\r\nContent-Disposition: form-data; name=\"file\";"
                                                + " filename=\"%s\"\r\nContent-Type:"
                                                + " application/octet-stream\r\n\r\n")
                                        .formatted(BOUNDARY, name)),
                        new Part(new byte[0], file, Files.size(file)),
                        text("\r\n"));
            } catch (IOException e) {
                throw ClientException.local(
                        Failure.NOT_FOUND, "There is no file %s to load".formatted(file), e);
            }
        }

        InputStream open() throws IOException {
            return file == null
                    ? new ByteArrayInputStream(bytes)
                    : new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }
    }

    /** Opens the file when the form has come to it, so that only one is open at a time. */
    private static final class Lazy extends InputStream {
        private final Part part;
        private @Nullable InputStream open;

        Lazy(Part part) {
            this.part = part;
        }

        @Override
        public int read() throws IOException {
            return opened().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return opened().read(target, offset, length);
        }

        private InputStream opened() throws IOException {
            InputStream stream = open == null ? part.open() : open;
            open = stream;
            return stream;
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
            }
        }
    }

    private static final class Counting extends FilterInputStream {
        private final LongConsumer sent;
        private long count;

        Counting(InputStream in, LongConsumer sent) {
            super(in);
            this.sent = sent;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                count += read;
                sent.accept(count);
            }
            return read;
        }
    }
}

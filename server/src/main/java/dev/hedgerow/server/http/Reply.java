package dev.hedgerow.server.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler answers. */
public sealed interface Reply {
    /** The HTTP status. */
    int status();

    /** Headers beside those of the content. */
    Map<String, String> headers();

    /** The same reply with one more header. */
    Reply with(String header, String value);

    /** A value, written as JSON. */
    record Json(int status, Object value, String type, Map<String, String> headers)
            implements Reply {
        @Override
        public Json with(String header, String value) {
            return new Json(status, this.value, type, added(headers, header, value));
        }
    }

    /** Bytes of some type. */
    record Bytes(int status, byte[] bytes, String type, Map<String, String> headers)
            implements Reply {
        @Override
        public Bytes with(String header, String value) {
            return new Bytes(status, bytes, type, added(headers, header, value));
        }
    }

    /** Lines of JSON, written while they are made. */
    record Lines(Writing writing, Map<String, String> headers) implements Reply {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public Lines with(String header, String value) {
            return new Lines(writing, added(headers, header, value));
        }
    }

    /** Server-sent events, written while they happen. */
    record Events(Telling telling, Map<String, String> headers) implements Reply {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public Events with(String header, String value) {
            return new Events(telling, added(headers, header, value));
        }
    }

    /** Writes the lines of a reply. */
    @FunctionalInterface
    interface Writing {
        void write(LineSink lines);
    }

    /** Tells the events of a reply. */
    @FunctionalInterface
    interface Telling {
        void tell(EventSink events);
    }

    static Json ok(Object value) {
        return json(200, value);
    }

    static Json json(int status, Object value) {
        return new Json(status, value, "application/json", Map.of());
    }

    static Bytes text(String type, String text) {
        return new Bytes(200, text.getBytes(StandardCharsets.UTF_8), type, Map.of());
    }

    static Lines lines(Writing writing) {
        return new Lines(writing, Map.of());
    }

    static Events events(Telling telling) {
        return new Events(telling, Map.of());
    }

    private static Map<String, String> added(
            Map<String, String> headers, String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return all;
    }
}

package dev.hedgerow.server.http;

import dev.hedgerow.kernel.HedgerowException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import tools.jackson.core.JacksonException;

/** Writes one reply; a failure after it has begun becomes its last line or event. */
final class ReplyWriter {
    private static final int BUFFER = 32 << 10;
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Request request;
    private final Response response;
    private final JsonBodies json;
    private final Draining draining;
    private Stage stage = Stage.NOT_BEGUN;
    private OutputStream out = OutputStream.nullOutputStream();

    private enum Stage {
        NOT_BEGUN,
        WHOLE,
        LINES,
        EVENTS
    }

    ReplyWriter(Request request, Response response, JsonBodies json, Draining draining) {
        this.request = request;
        this.response = response;
        this.json = json;
        this.draining = draining;
    }

    void write(Reply reply) throws IOException {
        switch (reply) {
            case Reply.Json body -> whole(body, body.type(), json.bytes(body.value()));
            case Reply.Bytes body -> whole(body, body.type(), body.bytes());
            case Reply.Lines lines -> {
                begin(lines, "application/x-ndjson", Stage.LINES);
                lines.writing().write(new Lines());
                out.close();
            }
            case Reply.Events events -> {
                begin(events, "text/event-stream", Stage.EVENTS);
                flush();
                events.telling().tell(new Events());
                out.close();
            }
        }
    }

    /** Tells a failure, as a problem document or at the end of what has begun. */
    void fail(HedgerowException e) throws IOException {
        Map<String, Object> document = Problems.document(e);
        switch (stage) {
            case NOT_BEGUN, WHOLE -> {
                response.reset();
                write(Problems.reply(e));
            }
            case LINES -> {
                new Lines().line(Map.of("problem", document));
                out.close();
            }
            case EVENTS -> {
                new Events().send("problem", document);
                out.close();
            }
        }
    }

    private void whole(Reply reply, String type, byte[] bytes) throws IOException {
        head(reply, type);
        stage = Stage.WHOLE;
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
    }

    private void begin(Reply reply, String type, Stage next) {
        head(reply, type);
        stage = next;
        out = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER);
    }

    private void head(Reply reply, String type) {
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        // What is left of the body would be taken for the next request.
        if (draining.down() || refusesForm() || !request.consumeAvailable()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new ReaderGone(e);
        }
    }

    private void bytes(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new ReaderGone(e);
        }
    }

    private void value(Object value) {
        try {
            json.write(out, value);
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException gone) {
                throw new ReaderGone(gone);
            }
            throw e;
        }
    }

    private final class Lines implements LineSink {
        private static final byte[] END = {'\n'};

        @Override
        public void line(Object value) {
            value(value);
            bytes(END);
        }

        @Override
        public void raw(byte[] line) {
            bytes(line);
            bytes(END);
        }

        @Override
        public void flush() {
            ReplyWriter.this.flush();
        }
    }

    private final class Events implements EventSink {
        @Override
        public void send(String name, Object value) {
            bytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            value(value);
            bytes("\n\n".getBytes(StandardCharsets.UTF_8));
            flush();
        }

        @Override
        public void beat() {
            bytes(BEAT);
            flush();
        }

        @Override
        public boolean open() {
            return !draining.down();
        }
    }

    /** A form that could not be read ends its connection, also when all of it has come. */
    private boolean refusesForm() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return response.getStatus() >= 400 && type != null && type.startsWith("multipart/");
    }
}

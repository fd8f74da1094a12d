package dev.hedgerow.bench;

import dev.hedgerow.client.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One connection to a node that is kept alive, and hardly anything else: what is measured through
 * it is the node, not a client. For one thread.
 */
final class Wire implements AutoCloseable {
    private static final String LENGTH = "\r\ncontent-length:";
    private static final int BUFFER = 64 << 10;

    private final Socket socket;
    private final InputStream in;
    private final String common;
    private byte[] buffer = new byte[BUFFER];

    Wire(Address address) {
        URI url = address.url();
        common =
                "Host: %s:%d\r\nAuthorization: Bearer %s\r\n"
                        .formatted(url.getHost(), url.getPort(), address.token().orElse(""));
        try {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(String path) {
        return send("GET " + path + " HTTP/1.1\r\n" + common + "\r\n");
    }

    String post(String path, String body) {
        return send(posting(path, body, ""));
    }

    /** A write that may be repeated with the same key. */
    String post(String path, String body, String key) {
        return send(posting(path, body, "Idempotency-Key: " + key + "\r\n"));
    }

    private String posting(String path, String body, String headers) {
        return "POST %s HTTP/1.1\r\n%s%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, common, headers, body.length(), body);
    }

    /** Sends text of ASCII; the body of the answer, which is not a problem. */
    private String send(String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        int filled = 0;
        int body = -1;
        while (body < 0) {
            filled = more(filled);
            body = text(filled).indexOf("\r\n\r\n") + 4;
            body = body < 4 ? -1 : body;
        }
        String head = text(body).toLowerCase(java.util.Locale.ROOT);
        int length = head.indexOf(LENGTH) + LENGTH.length();
        int bytes = Integer.parseInt(head.substring(length, head.indexOf('\r', length)).strip());
        while (filled < body + bytes) {
            filled = more(filled);
        }
        String said = new String(buffer, body, bytes, StandardCharsets.UTF_8);
        if (!head.startsWith("http/1.1 2")) {
            throw new IllegalStateException(head + said);
        }
        return said;
    }

    private String text(int until) {
        return new String(buffer, 0, until, StandardCharsets.ISO_8859_1);
    }

    private int more(int filled) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("The node closed the connection");
        }
        return filled + read;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

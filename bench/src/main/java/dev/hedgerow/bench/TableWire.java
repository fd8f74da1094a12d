package dev.hedgerow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A connection that is kept alive, for requests that were made before. Of an answer it looks at the
 * status and the length and at nothing else. For one thread.
 */
final class TableWire implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[256 << 10];
    private int filled;

    TableWire(URI url) {
        try {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends it and reads the answer, which has to be a good one. */
    void send(byte[] request) {
        try {
            socket.getOutputStream().write(request);
            filled = 0;
            int body = bodyBegins();
            int end = body + length(body);
            if (buffer[STATUS_AT] != '2') {
                throw new IllegalStateException(
                        new String(buffer, 0, filled, StandardCharsets.UTF_8));
            }
            while (filled < end) {
                if (filled == buffer.length) {
                    end -= filled;
                    filled = 0;
                }
                more();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int bodyBegins() throws IOException {
        int looked = 0;
        while (true) {
            more();
            for (; looked + 3 < filled; looked++) {
                if (buffer[looked] == '\r'
                        && buffer[looked + 1] == '\n'
                        && buffer[looked + 2] == '\r'
                        && buffer[looked + 3] == '\n') {
                    return looked + 4;
                }
            }
        }
    }

    private int length(int until) {
        for (int i = 0; i < until - LENGTH.length; i++) {
            if (buffer[i] == '\n' && isLength(i + 1)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; buffer[at] != '\r'; at++) {
                    if (buffer[at] != ' ') {
                        length = 10 * length + buffer[at] - '0';
                    }
                }
                return length;
            }
        }
        throw new IllegalStateException("an answer without a length");
    }

    private boolean isLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (Character.toLowerCase((char) buffer[at + i]) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private void more() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new IOException("The other side closed the connection");
        }
        filled += read;
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

package dev.hedgerow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A connection that is kept alive, for requests that were made before. For one thread. */
final class TableWire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final TableAnswer answer = new TableAnswer();

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
            answer.begin();
            while (!answer.isWhole()) {
                int at = answer.at();
                int read = in.read(answer.bytes, at, answer.bytes.length - at);
                if (read < 0) {
                    throw new IOException("The other side closed the connection");
                }
                answer.came(read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

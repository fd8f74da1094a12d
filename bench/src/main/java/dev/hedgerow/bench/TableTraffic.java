package dev.hedgerow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;

/**
 * What some connections asked in a time, each one request after the other. One thread looks after
 * all of them, so that asking costs little beside answering: they share the processors.
 *
 * @param latencies of the single requests
 * @param perSecond of all connections together
 */
record TableTraffic(Samples latencies, double perSecond) {
    /** Sends requests for a time, from first to last and again. */
    static TableTraffic of(URI url, List<byte[]> requests, int connections, long nanos)
            throws IOException {
        try (var round = new Round(requests, System.nanoTime() + nanos)) {
            for (int i = 0; i < connections; i++) {
                round.connect(url);
            }
            return round.run();
        }
    }

    /** A connection and the request it waits for. */
    private static final class Connection {
        final SocketChannel channel;
        final SelectionKey key;
        final TableAnswer answer = new TableAnswer();
        final ByteBuffer in = ByteBuffer.wrap(answer.bytes);
        ByteBuffer out = ByteBuffer.allocate(0);
        long sent;

        Connection(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        void send(byte[] request) throws IOException {
            out = ByteBuffer.wrap(request);
            answer.begin();
            sent = System.nanoTime();
            write();
        }

        /** A long request may have to wait until the other side has read some of it. */
        void write() throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        boolean isAnswered() throws IOException {
            in.clear().position(answer.at());
            int read = channel.read(in);
            if (read < 0) {
                throw new IOException("The other side closed the connection");
            }
            answer.came(read);
            return answer.isWhole();
        }
    }

    private static final class Round implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final List<byte[]> requests;
        private final long end;
        private long[] nanos = new long[1 << 16];
        private int answered;
        private int asked;

        Round(List<byte[]> requests, long end) throws IOException {
            this.requests = requests;
            this.end = end;
        }

        void connect(URI url) throws IOException {
            var channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, 0);
            key.attach(new Connection(channel, key));
        }

        TableTraffic run() throws IOException {
            long begin = System.nanoTime();
            for (SelectionKey key : selector.keys()) {
                next((Connection) key.attachment());
            }
            while (answered < asked) {
                selector.select(this::go);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new TableTraffic(
                    new Samples(Arrays.copyOf(nanos, answered)), answered / seconds);
        }

        private void next(Connection connection) throws IOException {
            connection.send(requests.get(asked++ % requests.size()));
        }

        private void go(SelectionKey key) {
            var connection = (Connection) key.attachment();
            try {
                if (connection.out.hasRemaining()) {
                    connection.write();
                } else if (connection.isAnswered()) {
                    long now = System.nanoTime();
                    if (answered == nanos.length) {
                        nanos = Arrays.copyOf(nanos, 2 * nanos.length);
                    }
                    nanos[answered++] = now - connection.sent;
                    if (now < end) {
                        next(connection);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }
}

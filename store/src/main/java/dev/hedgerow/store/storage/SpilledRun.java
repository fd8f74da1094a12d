package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * Rows in a file, {@code [4 B key length][4 B value length][key][value]} each; checked at its end.
 */
final class SpilledRun implements Staging.Run {
    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 2 * Integer.BYTES;

    private final Path file;
    private final FileChannel in;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private final CRC32C sum = new CRC32C();
    private final long expected;
    private long left;

    private SpilledRun(Path file, long rows, long expected) throws IOException {
        this.file = file;
        this.left = rows;
        this.expected = expected;
        in = FileChannel.open(file, StandardOpenOption.READ);
    }

    static SpilledRun write(Path file, Iterator<Batch.Put> rows) throws IOException {
        long count = 0;
        try (var out = new Out(file)) {
            for (; rows.hasNext(); count++) {
                var row = rows.next();
                out.head(row.key().length, row.value().length);
                out.bytes(row.key());
                out.bytes(row.value());
            }
            out.flush();
            return new SpilledRun(file, count, out.sum.getValue());
        }
    }

    /** Buffers and sums what is written. */
    private static final class Out implements AutoCloseable {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private final CRC32C sum = new CRC32C();

        Out(Path file) throws IOException {
            channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        void head(int keyBytes, int valueBytes) throws IOException {
            if (buffer.remaining() < HEAD) {
                flush();
            }
            buffer.putInt(keyBytes).putInt(valueBytes);
        }

        void bytes(byte[] bytes) throws IOException {
            for (int done = 0; done < bytes.length; ) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int some = Math.min(bytes.length - done, buffer.remaining());
                buffer.put(bytes, done, some);
                done += some;
            }
        }

        void flush() throws IOException {
            buffer.flip();
            sum.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Batch.Put next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        try {
            need(HEAD);
            byte[] key = new byte[length(buffer.getInt())];
            byte[] value = new byte[length(buffer.getInt())];
            read(key);
            read(value);
            left--;
            if (left == 0 && sum.getValue() != expected) {
                throw damaged();
            }
            return new Batch.Put(key, value);
        } catch (EOFException _) {
            throw damaged();
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s could not be read".formatted(file));
        }
    }

    /** Nothing longer was written; it is checked before room is made for it. */
    private int length(int read) {
        if (read < 0 || read > 1 << 24) {
            throw damaged();
        }
        return read;
    }

    private void read(byte[] into) throws IOException {
        for (int done = 0; done < into.length; ) {
            need(1);
            int some = Math.min(into.length - done, buffer.remaining());
            buffer.get(into, done, some);
            done += some;
        }
    }

    private void need(int bytes) throws IOException {
        while (buffer.remaining() < bytes) {
            buffer.compact();
            int before = buffer.position();
            if (in.read(buffer) < 0) {
                throw new EOFException();
            }
            sum.update(buffer.array(), before, buffer.position() - before);
            buffer.flip();
        }
    }

    private HedgerowException damaged() {
        return HedgerowException.of(Failure.CORRUPT, "%s is not as it was written".formatted(file));
    }

    @Override
    public void close() {
        try {
            in.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s could not be removed".formatted(file));
        }
    }
}

package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Rows in a file, {@code [4 B key length][4 B value length][key][value]} each; checked at its end.
 */
final class SpilledRun implements Staging.Run {
    private static final int WRITE_BUFFER = 1 << 17;
    private static final int READ_BUFFER = 1 << 16;

    private final Path file;
    private final DataInputStream in;
    private final CRC32C sum = new CRC32C();
    private final long expected;
    private long left;

    private SpilledRun(Path file, long rows, long expected) throws IOException {
        this.file = file;
        this.left = rows;
        this.expected = expected;
        in =
                new DataInputStream(
                        new BufferedInputStream(
                                new CheckedInputStream(Files.newInputStream(file), sum),
                                READ_BUFFER));
    }

    static SpilledRun write(Path file, Iterator<Batch.Put> rows) throws IOException {
        var written = new CRC32C();
        long count = 0;
        try (var out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                new CheckedOutputStream(Files.newOutputStream(file), written),
                                WRITE_BUFFER))) {
            while (rows.hasNext()) {
                var row = rows.next();
                out.writeInt(row.key().length);
                out.writeInt(row.value().length);
                out.write(row.key());
                out.write(row.value());
                count++;
            }
        }
        return new SpilledRun(file, count, written.getValue());
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
            int keyBytes = in.readInt();
            int valueBytes = in.readInt();
            var row = new Batch.Put(in.readNBytes(keyBytes), in.readNBytes(valueBytes));
            left--;
            check(row.key().length == keyBytes && row.value().length == valueBytes);
            check(left > 0 || sum.getValue() == expected);
            return row;
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s could not be read".formatted(file));
        }
    }

    private void check(boolean asWritten) {
        if (!asWritten) {
            throw HedgerowException.of(
                    Failure.CORRUPT, "%s is not as it was written".formatted(file));
        }
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

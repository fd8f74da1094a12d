package dev.hedgerow.graph.sort;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Records in a file, written once and read any number of times from any place on. The file has no
 * name: it goes with the process, whatever ends that.
 */
public final class Spool implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final DataOutputStream out;
    private long written;

    /** A file in the folder, which exists. */
    public Spool(Path folder) {
        try {
            Path path = Files.createTempFile(folder, "sort", ".tmp");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        } catch (IOException e) {
            throw failed(e);
        }
        out =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
    }

    private static HedgerowException failed(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return HedgerowException.causedBy(
                e,
                full ? Failure.DISK_FULL : Failure.INPUT_OUTPUT,
                "Rows could not be sorted on disk: " + e.getMessage());
    }

    /** Where the next record will begin. */
    public long position() {
        return written;
    }

    /** Writes a record behind the others. */
    public void add(byte[] key, byte[] value) {
        try {
            out.writeInt(key.length);
            out.writeInt(value.length);
            out.write(key);
            out.write(value);
            written += 8L + key.length + value.length;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void add(Part part) {
        try {
            part.write(out);
            written += part.used();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The records from one position to another; nothing is written any more. */
    public Iterator<KeyedBytes> read(long from, long to) {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
        var in = new DataInputStream(new BufferedInputStream(new Section(from, to), BUFFER));
        return new Iterator<>() {
            private long at = from;

            @Override
            public boolean hasNext() {
                return at < to;
            }

            @Override
            public KeyedBytes next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                try {
                    int keyBytes = in.readInt();
                    int valueBytes = in.readInt();
                    at += 8L + keyBytes + valueBytes;
                    return new KeyedBytes(in.readNBytes(keyBytes), in.readNBytes(valueBytes));
                } catch (IOException e) {
                    throw failed(e);
                }
            }
        };
    }

    /** A part of the file, with a position of its own. */
    private final class Section extends InputStream {
        private final long end;
        private long at;

        Section(long from, long to) {
            at = from;
            end = to;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int wanted = (int) Math.min(length, end - at);
            int count = file.read(ByteBuffer.wrap(into, offset, wanted), at);
            at += Math.max(count, 0);
            return count;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}

package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** A body that may not be longer than a limit. */
final class Body extends FilterInputStream {
    private final long bytesMax;
    private long count;

    Body(InputStream in, long bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > bytesMax) {
            throw tooLarge(bytesMax);
        }
    }

    static HedgerowException tooLarge(long bytesMax) {
        return HedgerowException.of(
                Failure.REQUEST_TOO_LARGE,
                "The body is longer than the %,d bytes that are allowed here".formatted(bytesMax),
                Map.of("bytesMax", bytesMax));
    }
}

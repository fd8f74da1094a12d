package dev.hedgerow.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A stream of UTF-8 without the byte order mark it may begin with. */
final class AfterMark extends FilterInputStream {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private boolean begun;

    AfterMark(InputStream stream) {
        super(new PushbackInputStream(stream, MARK.length));
    }

    @Override
    public int read() throws IOException {
        begin();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        begin();
        return super.read(bytes, offset, length);
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        var first = in.readNBytes(MARK.length);
        if (!java.util.Arrays.equals(first, MARK)) {
            ((PushbackInputStream) in).unread(first);
        }
    }
}

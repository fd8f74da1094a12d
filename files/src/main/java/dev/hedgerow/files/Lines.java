package dev.hedgerow.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes without their line ends ({@code \n} or {@code \r\n}), of bounded length. */
final class Lines {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream stream;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private byte[] line = new byte[1024];
    private int length;
    private long number;
    private boolean tooLong;

    Lines(InputStream stream, int maxBytes) {
        this.stream = stream;
        this.maxBytes = maxBytes;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean begun = false;
        while (position < limit || fill()) {
            begun = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            add(end - position);
            position = end;
            if (end < limit) {
                position++;
                break;
            }
        }
        if (begun) {
            number++;
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
        }
        return begun;
    }

    /** The number of the line, from 1. */
    long number() {
        return number;
    }

    /** Whether the line is longer than allowed; its bytes are then incomplete. */
    boolean tooLong() {
        return tooLong;
    }

    /** The line, in the first {@link #length()} bytes; overwritten by the next one. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    private void add(int count) {
        if (count > maxBytes - length) {
            tooLong = true;
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes, Math.max(length + count, length * 2)));
        }
        System.arraycopy(buffer, position, line, length, count);
        length += count;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, stream.read(buffer));
        return limit > 0;
    }
}

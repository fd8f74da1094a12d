package dev.hedgerow.dynamodb.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The bytes of one body as they arrive. Memory is taken for what has come, not for what was
 * announced, and counted before it is taken.
 */
final class Body {
    private static final int FIRST = 4096;
    private static final byte[] NONE = new byte[0];

    private final Crowd crowd;
    private final int most;
    private byte[] bytes = NONE;
    private int length;

    /** What became of a part. */
    enum Added {
        FITS,
        TOO_LARGE,
        NO_ROOM
    }

    Body(Crowd crowd, int most) {
        this.crowd = crowd;
        this.most = most;
    }

    Added add(ByteBuf part) {
        int more = part.readableBytes();
        if (more > most - length) {
            return Added.TOO_LARGE;
        }
        if (length + more > bytes.length) {
            int room = Math.min(most, Math.max(length + more, Math.max(FIRST, 2 * bytes.length)));
            if (!crowd.take(room - bytes.length)) {
                return Added.NO_ROOM;
            }
            bytes = Arrays.copyOf(bytes, room);
        }
        part.readBytes(bytes, length, more);
        length += more;
        return Added.FITS;
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Gives back what it was counted for. */
    void release() {
        crowd.give(bytes.length);
        bytes = NONE;
        length = 0;
    }
}

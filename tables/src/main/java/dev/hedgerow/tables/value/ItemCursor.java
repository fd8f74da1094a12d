package dev.hedgerow.tables.value;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A place in the bytes of a stored item; each call reads what stands there and moves on. */
final class ItemCursor {
    private final byte[] bytes;
    private int at;

    ItemCursor(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** A size, a length or a count. */
    int number() {
        int number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte b = next();
            number |= (b & 0x7f) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw HedgerowException.of(Failure.CORRUPT, "A stored item has a number without an end");
    }

    byte tag() {
        return next();
    }

    /** A length, and as many bytes. */
    byte[] bytes() {
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** A length, and as many bytes of UTF-8. */
    String name() {
        int length = length();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    Value.Text text() {
        int before = at;
        int length = length();
        at = before;
        return new Value.Text(name(), length);
    }

    /** Hands over a length and as many bytes where they stand. */
    void part(Part part) {
        int length = length();
        at += length;
        part.take(bytes, at - length, length);
    }

    /** Takes some bytes without copying them. */
    @FunctionalInterface
    interface Part {
        void take(byte[] bytes, int from, int length);
    }

    /** Steps over a name, and says whether it was this one. */
    boolean isNext(byte[] name) {
        int length = length();
        at += length;
        return Arrays.equals(bytes, at - length, at, name, 0, name.length);
    }

    void skipValue() {
        byte tag = tag();
        if (tag < Tags.S || tag > Tags.M) {
            throw unknown(tag);
        }
        if (tag < Tags.FALSE || tag > Tags.NULL) {
            int length = length();
            at += length;
        }
    }

    private int length() {
        int length = number();
        if (length < 0 || length > bytes.length - at) {
            throw HedgerowException.of(Failure.CORRUPT, "A stored item ends early");
        }
        return length;
    }

    private byte next() {
        if (at >= bytes.length) {
            throw HedgerowException.of(Failure.CORRUPT, "A stored item ends early");
        }
        return bytes[at++];
    }

    static HedgerowException unknown(byte tag) {
        return HedgerowException.of(
                Failure.CORRUPT, "A stored item has a value of the unknown form " + tag);
    }
}

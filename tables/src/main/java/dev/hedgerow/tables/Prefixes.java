package dev.hedgerow.tables;

import dev.hedgerow.tables.value.Value;
import java.util.Arrays;
import java.util.Optional;

/** Where values that begin alike end. */
final class Prefixes {
    private Prefixes() {}

    /** The first text or binary after all that begin with the value; none when there is none. */
    static Optional<Value> after(Value prefix) {
        return switch (prefix) {
            case Value.Text(String text, _) -> after(text).map(Value.Text::new);
            case Value.Binary(byte[] bytes) -> after(bytes).map(Value.Binary::new);
            case Value.Numeric _, Value.Bool _, Value.Null _ ->
                    throw new IllegalArgumentException("has no beginning: " + prefix.type());
            case Value.Set _, Value.Sequence _, Value.Document _ ->
                    throw new IllegalArgumentException("has no beginning: " + prefix.type());
        };
    }

    private static Optional<String> after(String text) {
        int end = text.length();
        while (end > 0) {
            int last = text.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                // no text holds half a surrogate pair
                int next =
                        last + 1 == Character.MIN_SURROGATE
                                ? Character.MAX_SURROGATE + 1
                                : last + 1;
                return Optional.of(text.substring(0, end) + Character.toString(next));
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> after(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == (byte) 0xff) {
            end--;
        }
        if (end == 0) {
            return Optional.empty();
        }
        byte[] next = Arrays.copyOf(bytes, end);
        next[end - 1]++;
        return Optional.of(next);
    }
}

package dev.hedgerow.graph;

import dev.hedgerow.store.Tuple;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How many bytes values take when they are stored, about. */
final class Sizes {
    private static final int SMALL = 10;

    private Sizes() {}

    static long of(Tuple tuple) {
        return of(tuple.elements());
    }

    static long of(Collection<? extends @Nullable Object> values) {
        long bytes = 2;
        for (Object value : values) {
            bytes += of(value);
        }
        return bytes;
    }

    private static long of(@Nullable Object value) {
        return switch (value) {
            case String text -> text.length() + 2L;
            case byte[] raw -> raw.length + 2L;
            case Tuple nested -> of(nested);
            case Json json -> json.text().length() + 2L;
            case Blob blob -> blob.bytes().length + 2L;
            case Vector vector -> 4L * vector.components().length;
            case Collection<?> list -> of(list);
            case null, default -> SMALL;
        };
    }
}

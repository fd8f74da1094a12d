package dev.hedgerow.graph;

import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;

/** How many bytes a tuple takes, about. */
final class Sizes {
    private static final int SMALL = 10;

    private Sizes() {}

    static long of(Tuple tuple) {
        long bytes = 2;
        for (Object element : tuple.elements()) {
            bytes +=
                    switch (element) {
                        case String text -> text.length() + 2L;
                        case byte[] raw -> raw.length + 2L;
                        case Tuple nested -> of(nested);
                        case null, default -> SMALL;
                    };
        }
        return bytes;
    }

    static long of(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

package dev.hedgerow.graph.value;

import java.util.List;
import java.util.Map;

/** Raw values as messages show them. */
final class Excerpt {
    private static final int LENGTH_MAX = 60;

    private Excerpt() {}

    static String of(Object raw) {
        return switch (raw) {
            case String text -> "'" + cut(text) + "'";
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> _ -> "an object";
            case Boolean _, Number _ -> cut(raw.toString());
            default -> cut(raw.getClass().getSimpleName() + " " + raw);
        };
    }

    private static String cut(String text) {
        String line =
                text.codePoints()
                        .limit(LENGTH_MAX + 1L)
                        .collect(
                                StringBuilder::new,
                                (out, c) ->
                                        out.appendCodePoint(Character.isISOControl(c) ? ' ' : c),
                                StringBuilder::append)
                        .toString();
        int end = Math.min(LENGTH_MAX, line.length());
        return line.length() <= LENGTH_MAX ? line : line.substring(0, end) + "…";
    }
}

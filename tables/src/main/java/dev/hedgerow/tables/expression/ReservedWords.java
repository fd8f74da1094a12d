package dev.hedgerow.tables.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The words that an expression may not use as names, in any case of letters. */
final class ReservedWords {
    private static final Set<String> WORDS = load();

    private ReservedWords() {}

    private static Set<String> load() {
        try (InputStream in = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
            var text =
                    new String(
                            Objects.requireNonNull(in, "reserved-words.txt").readAllBytes(),
                            StandardCharsets.UTF_8);
            return Set.copyOf(text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean contains(String name) {
        return WORDS.contains(name.toUpperCase(Locale.ROOT));
    }

    static int count() {
        return WORDS.size();
    }
}

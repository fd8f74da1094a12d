package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a program saw, as text; the same text on the model when it saw the same. */
final class Notes {
    private final StringBuilder text = new StringBuilder();

    void saw(Key key, Optional<Entry> entry) {
        text.append(key).append('=').append(entry.map(Notes::value).orElse("none")).append('\n');
    }

    void saw(String scan, List<Entry> entries) {
        text.append(scan).append(":\n");
        entries.forEach(entry ->
                text.append("  ")
                        .append(entry.key())
                        .append('=')
                        .append(value(entry))
                        .append('\n'));
    }

    private static String value(Entry entry) {
        String stamp = entry.stamp().equals(Stamp.MAX) ? "own" : entry.stamp().toString();
        return HexFormat.of().formatHex(entry.value()) + "@" + stamp;
    }

    String text() {
        return text.toString();
    }

    /** Of the text, 64 bits. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}

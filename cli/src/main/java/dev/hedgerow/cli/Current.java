package dev.hedgerow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The graph that is meant where none is named: {@code HEDGEROW_GRAPH}, else what {@code hedgerow
 * use} was last told, kept in {@code ~/.hedgerow/graph}.
 */
final class Current {
    /** How the current graph is written where a graph is wanted. */
    static final String SIGN = ".";

    private final Map<String, String> environment;

    Current(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Its address, {@code GRAPH} or {@code GRAPH@BRANCH}. */
    Optional<String> address() {
        String said = environment.getOrDefault("HEDGEROW_GRAPH", "").strip();
        if (!said.isEmpty()) {
            return Optional.of(said);
        }
        try {
            return Optional.of(Files.readString(file()).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void use(View view) {
        try {
            Files.createDirectories(file().resolveSibling(""));
            Files.writeString(file(), view.address() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return Path.of(environment.getOrDefault("HOME", ".")).resolve(".hedgerow/graph");
    }

    /** The view that a word of the command line means. */
    View view(String text) {
        if (!text.equals(SIGN) && !text.startsWith(SIGN + "@")) {
            return View.parse(text);
        }
        View current =
                View.parse(
                        address()
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "There is no current graph: name one, or set it"
                                                        + " with 'hedgerow use GRAPH'")));
        return text.equals(SIGN) ? current : View.parse(current.graph() + text.substring(1));
    }
}

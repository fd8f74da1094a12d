package dev.hedgerow.cli;

import java.util.Optional;

/** A graph, and a view of it: {@code flights}, {@code flights@closing}, {@code flights@co_…}. */
record View(String graph, Optional<String> at) {
    static final String MAIN = "main";

    static View parse(String text) {
        int mark = text.indexOf('@');
        if (mark == 0 || mark == text.length() - 1 || text.isBlank()) {
            throw new IllegalArgumentException(
                    "'" + text + "' names no graph: expected GRAPH or GRAPH@BRANCH");
        }
        return mark < 0
                ? new View(text, Optional.empty())
                : new View(text.substring(0, mark), Optional.of(text.substring(mark + 1)));
    }

    /** The branch to write on, or the view to read. */
    String branch() {
        return at.orElse(MAIN);
    }

    /** As it is written on the command line. */
    String address() {
        return at.map(view -> graph + "@" + view).orElse(graph);
    }

    @Override
    public String toString() {
        return graph + "@" + branch();
    }
}

package dev.hedgerow.graph.value;

/** What a raw value came to, before anybody knows whose it is. */
sealed interface Read {
    record Good(Object value) implements Read {}

    /**
     * @param problem what the value is not, to follow the value: {@code is no date}
     */
    record Bad(String problem, String fix) implements Read {
        Bad(String problem) {
            this(problem, "");
        }
    }
}

package dev.hedgerow.graph;

/** Leaves a transaction without writing, with an expected outcome. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WriteOutcome outcome;

    Refused(WriteOutcome outcome) {
        super("refused", null, false, false);
        this.outcome = outcome;
    }

    WriteOutcome outcome() {
        return outcome;
    }
}

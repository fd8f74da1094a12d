package dev.hedgerow.cli;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;

/** Refusals of what was typed. */
final class Misuse {
    private Misuse() {}

    /** Wrong use, with a sentence that says what was expected. */
    static HedgerowException of(String sentence) {
        return HedgerowException.of(Failure.INVALID_REQUEST, sentence);
    }
}

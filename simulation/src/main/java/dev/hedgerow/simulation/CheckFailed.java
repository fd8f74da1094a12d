package dev.hedgerow.simulation;

import org.jspecify.annotations.Nullable;

/** Something that must hold did not. */
public final class CheckFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CheckFailed(String message) {
        super(message);
    }

    /** Fails with the formatted message unless the condition holds. */
    @SuppressWarnings("AnnotateFormatMethod") // a library for one annotation
    public static void unless(boolean holds, String message, @Nullable Object... arguments) {
        if (!holds) {
            throw new CheckFailed(message.formatted(arguments));
        }
    }
}

package dev.hedgerow.store;

import org.jspecify.annotations.Nullable;

/** What a transaction wants to do to one key. */
sealed interface Change {
    /** A new value. */
    record Put(byte[] value) implements Change {}

    record Delete() implements Change {}

    /** A value whose stamps, at these offsets, are filled in at commit. */
    record PutStamped(byte[] value, int[] stampOffsets) implements Change {}

    /** A counter changed without a read. */
    record InPlace(Counter counter, long operand) implements Change {}

    /** How an in-place write combines. */
    enum Counter {
        ADD,
        MAX,
        MIN;

        long combine(@Nullable Long current, long operand) {
            if (current == null) {
                return operand;
            }
            return switch (this) {
                case ADD -> Math.addExact(current, operand);
                case MAX -> Math.max(current, operand);
                case MIN -> Math.min(current, operand);
            };
        }
    }
}

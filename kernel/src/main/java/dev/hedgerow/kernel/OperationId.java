package dev.hedgerow.kernel;

/** An operation's id, {@code op_} and 26 characters; never used again. Made by {@link Ids}. */
public record OperationId(String value) implements Comparable<OperationId> {
    static final String PREFIX = "op_";

    /** Fails with {@link Failure#INVALID_REQUEST} when the text is not such an id. */
    public OperationId {
        Ids.checked(PREFIX, value);
    }

    /** Whether the text has the form of such an id. */
    public static boolean matches(String text) {
        return text.startsWith(PREFIX) && text.length() == PREFIX.length() + 26;
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

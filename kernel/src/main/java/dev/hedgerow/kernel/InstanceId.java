package dev.hedgerow.kernel;

/** An instance's id, {@code in_} and 26 characters; never used again. Made by {@link Ids}. */
public record InstanceId(String value) implements Comparable<InstanceId> {
    static final String PREFIX = "in_";

    /** Fails with {@link Failure#INVALID_REQUEST} when the text is not such an id. */
    public InstanceId {
        Ids.checked(PREFIX, value);
    }

    /** Whether the text has the form of such an id. */
    public static boolean matches(String text) {
        return text.startsWith(PREFIX) && text.length() == PREFIX.length() + 26;
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.hedgerow.kernel;

/** A graph's id, {@code gr_} and 26 characters; never used again. Made by {@link Ids}. */
public record GraphId(String value) implements Comparable<GraphId> {
    static final String PREFIX = "gr_";

    /** Fails with {@link Failure#INVALID_REQUEST} when the text is not such an id. */
    public GraphId {
        Ids.checked(PREFIX, value);
    }

    /** Whether the text has the form of such an id. */
    public static boolean matches(String text) {
        return text.startsWith(PREFIX) && text.length() == PREFIX.length() + 26;
    }

    @Override
    public int compareTo(GraphId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

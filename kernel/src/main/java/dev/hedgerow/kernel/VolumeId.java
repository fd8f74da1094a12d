package dev.hedgerow.kernel;

/** A volume's id, {@code vo_} and 26 characters; never used again. Made by {@link Ids}. */
public record VolumeId(String value) implements Comparable<VolumeId> {
    static final String PREFIX = "vo_";

    /** Fails with {@link Failure#INVALID_REQUEST} when the text is not such an id. */
    public VolumeId {
        Ids.checked(PREFIX, value);
    }

    /** Whether the text has the form of such an id. */
    public static boolean matches(String text) {
        return text.startsWith(PREFIX) && text.length() == PREFIX.length() + 26;
    }

    @Override
    public int compareTo(VolumeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

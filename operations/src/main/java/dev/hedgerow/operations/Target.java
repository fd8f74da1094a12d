package dev.hedgerow.operations;

/**
 * Something an operation works on.
 *
 * @param kind what it is, such as {@code graph}; 1 to 64 characters
 * @param id which one; 1 to 255 characters
 */
public record Target(String kind, String id, Mode mode) {
    public Target {
        Limits.name("target kind", kind, Limits.KIND_CHARS_MAX);
        Limits.name("target id", id, Limits.NAME_CHARS_MAX);
    }

    public static Target exclusive(String kind, String id) {
        return new Target(kind, id, Mode.EXCLUSIVE);
    }

    public static Target shared(String kind, String id) {
        return new Target(kind, id, Mode.SHARED);
    }

    boolean sameThing(Target other) {
        return kind.equals(other.kind) && id.equals(other.id);
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }

    /** Which others may work on the target at the same time. */
    public enum Mode {
        /** Nobody else. */
        EXCLUSIVE(0),
        /** Others that share it. */
        SHARED(1);

        private final int number;

        Mode(int number) {
            this.number = number;
        }

        /** Part of the stored format. */
        int number() {
            return number;
        }
    }
}

package dev.hedgerow.files;

/**
 * Where a row begins, as the user can find it.
 *
 * @param file the name the user knows: a path, or a word such as {@code ops} for a request's list
 * @param line counted from 1
 */
public record Place(String file, long line) {
    /** The place with a column, counted in characters from 1. */
    public String column(long column) {
        return this + ":" + column;
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}

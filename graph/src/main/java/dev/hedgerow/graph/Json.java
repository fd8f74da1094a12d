package dev.hedgerow.graph;

/**
 * A value of type Json: canonical text, members sorted by name and no spaces, so that equal values
 * are equal records.
 */
public record Json(String text) {
    @Override
    public String toString() {
        return text;
    }
}

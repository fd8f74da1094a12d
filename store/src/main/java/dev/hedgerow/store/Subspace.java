package dev.hedgerow.store;

/**
 * A part of the key space that one layer owns. Numbers are part of the stored format: never reused.
 *
 * @param number 1 to 65,535; below 16 is the store's own
 * @param name the owning layer, for messages
 */
public record Subspace(int number, String name) {
    public Subspace {
        if (number < 1 || number > 0xffff) {
            throw new IllegalArgumentException("a subspace's number is 1 to 65535: " + number);
        }
    }

    public Key key(Object... elements) {
        return Key.of(this, Tuple.of(elements));
    }
}

package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An interval of keys.
 *
 * @param from the first key in it
 * @param to the first key after it
 */
public record KeyRange(Key from, Key to) {
    /** The key itself and every key that continues its tuple. */
    public static KeyRange prefix(Subspace subspace, Tuple prefix) {
        Key from = Key.of(subspace, prefix);
        return new KeyRange(from, afterPrefix(from));
    }

    /** Only the keys that continue the tuple. */
    public static KeyRange below(Subspace subspace, Tuple prefix) {
        return below(Key.of(subspace, prefix));
    }

    /** Only the keys that continue the key's tuple. */
    public static KeyRange below(Key prefix) {
        return new KeyRange(prefix.successor(), afterPrefix(prefix));
    }

    public static KeyRange all(Subspace subspace) {
        return prefix(subspace, Tuple.of());
    }

    public static KeyRange single(Key key) {
        return new KeyRange(key, key.successor());
    }

    /** From a key, or after it, to the end of this range. */
    public KeyRange after(Key last) {
        return new KeyRange(last.successor(), to);
    }

    public KeyRange startingAt(Key first) {
        return new KeyRange(first, to);
    }

    /** Up to a key, which is left out. */
    public KeyRange before(Key end) {
        return new KeyRange(from, end);
    }

    /**
     * The key behind which it begins, or behind all that continue it; empty when it begins with a
     * key itself.
     */
    public Optional<Key> behind() {
        try {
            var _ = from.tuple();
            return Optional.empty();
        } catch (HedgerowException _) {
            byte[] bytes = from.bytes();
            return Optional.of(Key.wrap(Arrays.copyOf(bytes, bytes.length - 1)));
        }
    }

    public boolean contains(Key key) {
        return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
    }

    /** Whether some key could be in both. */
    public boolean intersects(KeyRange other) {
        return from.compareTo(other.to) < 0 && other.from.compareTo(to) < 0;
    }

    public boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }

    private static Key afterPrefix(Key from) {
        byte[] bytes = from.bytes();
        int last = bytes.length - 1;
        if (bytes.length == 4) {
            // a whole subspace: its number counts up, and never overflows
            byte[] next = bytes.clone();
            while (++next[last] == 0) {
                last--;
            }
            return Key.wrap(next);
        }
        byte[] end = Arrays.copyOf(bytes, bytes.length + 1);
        end[bytes.length] = (byte) 0xff;
        return Key.wrap(end);
    }
}

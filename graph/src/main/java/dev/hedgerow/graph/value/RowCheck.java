package dev.hedgerow.graph.value;

import dev.hedgerow.graph.EntityType;
import dev.hedgerow.kernel.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Types and checks rows of one type, as far as that can be done without looking at what is stored.
 * Made once per type and schema; may be used by many threads.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RowCheck {
    private final EntityType type;

    private RowCheck(EntityType type) {
        this.type = type;
    }

    public static RowCheck of(EntityType type) {
        return new RowCheck(type);
    }

    /** How much of a row is given. */
    public enum Mode {
        /** All of it: what is missing takes its default, is null, or is refused. */
        WHOLE,
        /** Only what changes: what is missing stays as it is. */
        PARTIAL
    }

    /** What a raw row came to. */
    public sealed interface Outcome {}

    /**
     * A good row.
     *
     * @param values typed, by number of the property, in its order. WHOLE: every property that has
     *     a value, and nulls where a default was overridden. PARTIAL: what the row names, null to
     *     clear it.
     */
    public record Row(Map<Integer, @Nullable Object> values) implements Outcome {}

    /** Everything that is wrong with the row. */
    public record Refused(List<Violation> violations) implements Outcome {
        public Refused {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Checks a row.
     *
     * @param raw property to raw value; see {@link dev.hedgerow.graph.Values#typed}
     * @param place prints in front of each problem
     */
    public Outcome check(Map<String, @Nullable Object> raw, String place, Mode mode) {
        throw new UnsupportedOperationException(type + place + raw + mode);
    }

    /**
     * Types the values of the type's key, as an edge names its ends.
     *
     * @param raw one value per property of the key
     * @param place prints in front of each problem
     */
    public KeyOutcome key(List<Object> raw, String place) {
        throw new UnsupportedOperationException(type + place + raw);
    }

    /** What a raw key came to. */
    public sealed interface KeyOutcome {}

    /** A good key, one typed value per property of the key. */
    public record Key(List<Object> values) implements KeyOutcome {
        public Key {
            values = List.copyOf(values);
        }
    }

    /** Everything that is wrong with the key. */
    public record RefusedKey(List<Violation> violations) implements KeyOutcome {
        public RefusedKey {
            violations = List.copyOf(violations);
        }
    }
}

package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Values;
import org.jspecify.annotations.Nullable;

/** Types raw values of one property; what is expensive about that is done once. */
@SuppressWarnings("DoNotCallSuggester")
public final class ValueReader {
    private final Property property;

    private ValueReader(Property property) {
        this.property = property;
    }

    public static ValueReader of(Property property) {
        return new ValueReader(property);
    }

    public Values.Outcome read(@Nullable Object raw, String place) {
        throw new UnsupportedOperationException(property + place + raw);
    }
}

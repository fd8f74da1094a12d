package dev.hedgerow.graph.value;

import dev.hedgerow.graph.RowShape;
import dev.hedgerow.store.Tuple;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one type to and from their stored form. */
@SuppressWarnings("DoNotCallSuggester")
public final class RowCodec {
    private final RowShape shape;

    public RowCodec(RowShape shape) {
        this.shape = shape;
    }

    /**
     * The stored form.
     *
     * @param values by number of the property; null and absent are the same, except where the
     *     property has a default
     */
    public Tuple encode(Map<Integer, @Nullable Object> values) {
        throw new UnsupportedOperationException("" + shape.key() + values);
    }

    /**
     * The values by number, in the order of the numbers, without nulls. Properties added since the
     * row was written have their filler; numbers that the type does not know keep their stored
     * element, and survive being encoded again.
     */
    public Map<Integer, Object> decode(Tuple stored) {
        throw new UnsupportedOperationException("" + shape.key() + stored);
    }
}

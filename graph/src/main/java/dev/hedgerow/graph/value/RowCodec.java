package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of one type to and from their stored form; for many threads. */
public final class RowCodec {
    private final RowShape shape;
    private final List<Property> filled;
    private final List<Property> byNumber;

    public RowCodec(RowShape shape) {
        this.shape = shape;
        this.byNumber =
                shape.properties().stream()
                        .sorted(Comparator.comparingInt(Property::number))
                        .toList();
        this.filled = byNumber.stream().filter(p -> p.filler().isPresent()).toList();
    }

    /**
     * The stored form.
     *
     * @param values by number of the property; null and absent are the same, except where the
     *     property has a filler, which null keeps away
     */
    public Tuple encode(Map<Integer, ? extends @Nullable Object> values) {
        List<@Nullable Object> elements = new ArrayList<>(2 * values.size());
        int known = 0;
        for (Property property : byNumber) {
            int number = property.number();
            Object value = values.get(number);
            if (value != null) {
                elements.add(number);
                elements.add(Elements.element(value));
            } else if (property.filler().isPresent()) {
                elements.add(number);
                elements.add(null);
            }
            known += value != null || values.containsKey(number) ? 1 : 0;
        }
        return known == values.size() ? Tuple.ofAll(elements) : encodeUnknown(values);
    }

    /** Values among which are some that the type does not know. */
    private Tuple encodeUnknown(Map<Integer, ? extends @Nullable Object> values) {
        var sorted = new TreeMap<Integer, @Nullable Object>(values);
        for (Property property : filled) {
            sorted.putIfAbsent(property.number(), null);
        }
        List<@Nullable Object> elements = new ArrayList<>(2 * sorted.size());
        sorted.forEach((number, value) -> {
            if (value != null) {
                elements.add(number);
                elements.add(Elements.element(value));
            } else if (shape.find(number).flatMap(Property::filler).isPresent()) {
                elements.add(number);
                elements.add(null);
            }
        });
        return Tuple.ofAll(elements);
    }

    /**
     * The values by number, without nulls, not to be changed. Properties added since the row was
     * written have their filler; numbers that the type does not know keep their stored element, and
     * survive being encoded again.
     */
    public Map<Integer, Object> decode(Tuple stored) {
        int pairs = stored.size() / 2;
        if (2 * pairs != stored.size()) {
            throw HedgerowException.of(Failure.CORRUPT, "A stored row has a number without value");
        }
        var numbers = new int[pairs + filled.size()];
        var values = new Object[numbers.length];
        int count = 0;
        int known = 0;
        int filler = 0;
        long last = 0;
        for (int i = 0; i < pairs; i++) {
            long number = stored.number(2 * i);
            if (number <= last) {
                throw HedgerowException.of(
                        Failure.CORRUPT, "A stored row has its numbers out of order");
            }
            last = number;
            for (; filler < filled.size() && filled.get(filler).number() <= number; filler++) {
                count += fill(filled.get(filler), number, numbers, values, count);
            }
            while (known < byNumber.size() && byNumber.get(known).number() < number) {
                known++;
            }
            Object element = stored.get(2 * i + 1);
            if (element != null) {
                boolean isKnown = known < byNumber.size() && byNumber.get(known).number() == number;
                numbers[count] = Math.toIntExact(number);
                values[count++] =
                        isKnown ? Elements.value(byNumber.get(known).type(), element) : element;
            }
        }
        for (; filler < filled.size(); filler++) {
            count += fill(filled.get(filler), Long.MAX_VALUE, numbers, values, count);
        }
        return new NumberedValues(numbers, values, count);
    }

    /** Puts the filler of a property that the row does not have; how many values that makes. */
    private static int fill(
            Property property, long stored, int[] numbers, Object[] values, int count) {
        if (property.number() == stored) {
            return 0;
        }
        numbers[count] = property.number();
        values[count] = property.filler().orElseThrow();
        return 1;
    }
}

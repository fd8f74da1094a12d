package dev.hedgerow.files;

import dev.hedgerow.kernel.Violation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of input, with its place. Values are raw: a {@link String} from CSV; from JSON a {@link
 * String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger} (beyond 64 bits signed),
 * {@link java.math.BigDecimal} (with a point or an exponent, at most 1,000 digits, the exponent
 * within 1,000), {@link List} or {@link Map}. Typing them is the graph's business.
 */
public sealed interface Row {
    /** Where the row begins. */
    Place place();

    /**
     * A node.
     *
     * @param type the name of the node type, not checked
     * @param id the node's id where the row names it
     * @param ifVersion the version the node must have, as the row writes it
     * @param values property to raw value, in the order of the row; null says no value
     */
    record NodeRow(
            Place place,
            Op op,
            String type,
            Optional<String> id,
            Optional<String> ifVersion,
            Map<String, @Nullable Object> values)
            implements Row {
        // Not compact: javac drops the parameters' nullness from a compact constructor.
        public NodeRow(
                Place place,
                Op op,
                String type,
                Optional<String> id,
                Optional<String> ifVersion,
                Map<String, @Nullable Object> values) {
            this.place = place;
            this.op = op;
            this.type = type;
            this.id = id;
            this.ifVersion = ifVersion;
            this.values = ordered(values);
        }
    }

    /**
     * An edge.
     *
     * @param type the name of the edge type, not checked
     * @param id the edge's id where the row names it
     * @param from the key of the node the edge leaves, one raw value per key property; or its id
     * @param to the key of the node the edge enters, likewise
     * @param ifVersion the version the edge must have, as the row writes it
     * @param values property to raw value, in the order of the row; null says no value
     */
    record EdgeRow(
            Place place,
            Op op,
            String type,
            Optional<String> id,
            List<Object> from,
            List<Object> to,
            Optional<String> ifVersion,
            Map<String, @Nullable Object> values)
            implements Row {
        // Not compact: javac drops the parameters' nullness from a compact constructor.
        public EdgeRow(
                Place place,
                Op op,
                String type,
                Optional<String> id,
                List<Object> from,
                List<Object> to,
                Optional<String> ifVersion,
                Map<String, @Nullable Object> values) {
            this.place = place;
            this.op = op;
            this.type = type;
            this.id = id;
            this.from = List.copyOf(from);
            this.to = List.copyOf(to);
            this.ifVersion = ifVersion;
            this.values = ordered(values);
        }
    }

    /** A line that is no row, and why; the source goes on behind it where it can. */
    record BadRow(Place place, Violation violation) implements Row {}

    private static Map<String, @Nullable Object> ordered(Map<String, @Nullable Object> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}

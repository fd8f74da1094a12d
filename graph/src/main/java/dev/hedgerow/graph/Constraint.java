package dev.hedgerow.graph;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a type, or an index. Refers to properties by number, so renames do not touch it. A key
 * is not one of these: see {@link RowShape#key()}.
 */
public sealed interface Constraint {
    /** Stays for as long as the rule does; never used again within its type. */
    int number();

    /** What rows are told apart or found by: properties, and for edges their ends. */
    record Columns(List<Integer> properties, boolean source, boolean target) {
        public Columns {
            properties = List.copyOf(properties);
        }
    }

    /** No two nodes or edges of the type have all these values alike; with a null, none has. */
    record Unique(int number, Columns columns) implements Constraint {}

    /**
     * Rows can be found by these values.
     *
     * @param options as written, as {@code metric: cosine} for a vector
     */
    record Index(int number, Columns columns, Map<String, Object> options) implements Constraint {
        public Index {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }

    /** A number, or each number of a list, is within the bounds, which belong to the range. */
    record Range(int number, int property, Optional<BigDecimal> min, Optional<BigDecimal> max)
            implements Constraint {
        /** As the schema writes it: {@code 0..150}. */
        public String bounds() {
            return min.map(BigDecimal::toPlainString).orElse("")
                    + ".."
                    + max.map(BigDecimal::toPlainString).orElse("");
        }
    }

    /** A text, or each text of a list, contains a match of the pattern. */
    record Check(int number, int property, Pattern pattern) implements Constraint {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Check check
                    && number == check.number
                    && property == check.property
                    && pattern.pattern().equals(check.pattern.pattern());
        }

        @Override
        public int hashCode() {
            return 31 * number + pattern.pattern().hashCode();
        }
    }
}

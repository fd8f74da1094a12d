package dev.hedgerow.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
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

    /** As the schema writes it, without the names of properties. */
    default String kind() {
        return switch (this) {
            case Unique _ -> "@unique";
            case Index _ -> "@index";
            case Range range -> "@range " + range.bounds();
            case Check check -> "@check \"" + check.pattern() + "\"";
        };
    }

    /** The rule with what it is about, for people: {@code @unique of Person.name, Person.age}. */
    default String of(EntityType type) {
        var names = new ArrayList<String>();
        switch (this) {
            case Unique unique -> unique.columns().addNames(type, names);
            case Index index -> index.columns().addNames(type, names);
            case Range range -> names.add(Columns.name(type, range.property()));
            case Check check -> names.add(Columns.name(type, check.property()));
        }
        return kind() + " of " + String.join(", ", names);
    }

    /** What rows are told apart or found by: properties, and for edges their ends. */
    record Columns(List<Integer> properties, boolean source, boolean target) {
        public Columns {
            properties = List.copyOf(properties);
        }

        private void addNames(EntityType type, List<String> names) {
            if (source) {
                names.add("@src");
            }
            if (target) {
                names.add("@dst");
            }
            properties.forEach(property -> names.add(name(type, property)));
        }

        private static String name(EntityType type, int property) {
            return type.name() + "." + type.shape().property(property).name();
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

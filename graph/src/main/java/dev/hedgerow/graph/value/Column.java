package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Constraint.Check;
import dev.hedgerow.graph.Constraint.Range;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Values;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One property of a type with everything its values must obey. */
final class Column {
    /** Below this many characters no encoded text comes near {@link KeyCodec#BYTES_MAX}. */
    private static final int SURELY_SHORT = KeyCodec.BYTES_MAX / 4;

    private final Property property;
    private final ValueReader reader;
    private final List<Range> ranges;
    private final List<Rule> rules;
    private final boolean isKey;
    private final boolean isUnique;

    private record Rule(Pattern pattern, PatternCheck check) {}

    Column(EntityType type, Property property) {
        this.property = property;
        this.reader = ValueReader.of(property);
        this.ranges =
                type.constraints().stream()
                        .filter(c -> c instanceof Range r && r.property() == property.number())
                        .map(Range.class::cast)
                        .toList();
        this.rules =
                type.constraints().stream()
                        .filter(c -> c instanceof Check k && k.property() == property.number())
                        .map(c -> ((Check) c).pattern())
                        .map(pattern -> new Rule(pattern, new PatternCheck(pattern)))
                        .toList();
        this.isKey = type.key().contains(property);
        this.isUnique =
                type.shape().uniques().stream()
                        .anyMatch(u -> u.columns().properties().contains(property.number()));
    }

    Property property() {
        return property;
    }

    /** The typed value, which may be null; or violations, and nothing of use. */
    @Nullable Object read(@Nullable Object raw, String place, Consumer<Violation> violations) {
        switch (reader.read(raw, place)) {
            case Values.Refused(Violation violation) -> violations.accept(violation);
            case Values.Typed(@Nullable Object value) -> {
                if (value != null) {
                    obey(value, place, violations);
                }
                return value;
            }
        }
        return null;
    }

    private void obey(Object value, String place, Consumer<Violation> violations) {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element != null) {
                    obeyOne(element, place, violations);
                }
            }
        } else {
            obeyOne(value, place, violations);
        }
        if ((isKey || isUnique) && isTooLong(value)) {
            violations.accept(
                    new Violation(
                            place,
                            "%s: %s is longer than the %d bytes of a value that is %s"
                                    .formatted(
                                            property.name(),
                                            Excerpt.of(value),
                                            KeyCodec.BYTES_MAX,
                                            isKey ? "a key" : "unique")));
        }
    }

    private static boolean isTooLong(Object value) {
        return value instanceof String text
                && text.length() > SURELY_SHORT
                && Tuple.of(text).encode().length > KeyCodec.BYTES_MAX;
    }

    private void obeyOne(Object value, String place, Consumer<Violation> violations) {
        for (Range range : ranges) {
            BigDecimal number = number(value);
            boolean inside =
                    range.min().map(min -> number.compareTo(min) >= 0).orElse(true)
                            && range.max().map(max -> number.compareTo(max) <= 0).orElse(true);
            if (!inside) {
                violations.accept(
                        new Violation(
                                place,
                                "%s: %s is not in the range %s"
                                        .formatted(property.name(), value, range.bounds())));
            }
        }
        for (Rule rule : rules) {
            String text = (String) value;
            String problem = problem(rule, text);
            if (!problem.isEmpty()) {
                violations.accept(
                        new Violation(
                                place,
                                "%s: %s %s".formatted(property.name(), Excerpt.of(text), problem)));
            }
        }
    }

    private static String problem(Rule rule, String text) {
        return switch (rule.check().check(text)) {
            case MATCHES -> "";
            case DIFFERS -> "does not match \"" + rule.pattern() + "\"";
            case TOO_LONG ->
                    "is longer than the %d characters that a pattern is checked on"
                            .formatted(PatternCheck.TEXT_MAX);
            case TOO_SLOW -> "takes too long to check against \"" + rule.pattern() + "\"";
        };
    }

    private static BigDecimal number(Object value) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> new BigDecimal(number.toString());
            case BigDecimal number -> number;
            case BigInteger number -> new BigDecimal(number);
            default -> throw new IllegalArgumentException("no number: " + value.getClass());
        };
    }
}

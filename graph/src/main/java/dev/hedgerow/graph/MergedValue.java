package dev.hedgerow.graph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a merge policy makes of two values that differ from each other and from the base. */
final class MergedValue {
    private MergedValue() {}

    static @Nullable Object of(MergePolicy policy, @Nullable Object ours, @Nullable Object theirs) {
        return switch (policy) {
            case OURS, MANUAL -> ours;
            case THEIRS -> theirs;
            case UNION -> union(ours, theirs);
            case MAX -> max(ours, theirs);
        };
    }

    private static @Nullable Object union(@Nullable Object ours, @Nullable Object theirs) {
        var all = new LinkedHashSet<Object>();
        for (Object side : new @Nullable Object[] {ours, theirs}) {
            if (side instanceof List<?> list) {
                all.addAll(list);
            }
        }
        return List.copyOf(all);
    }

    private static @Nullable Object max(@Nullable Object ours, @Nullable Object theirs) {
        if (ours == null || theirs == null) {
            return ours == null ? theirs : ours;
        }
        return compare(ours, theirs) >= 0 ? ours : theirs;
    }

    private static int compare(Object a, Object b) {
        return switch (a) {
            case Long _, BigInteger _ -> integer(a).compareTo(integer(b));
            case Double x when b instanceof Double y -> x.compareTo(y);
            case BigDecimal x when b instanceof BigDecimal y -> x.compareTo(y);
            case LocalDate x when b instanceof LocalDate y -> x.compareTo(y);
            case Instant x when b instanceof Instant y -> x.compareTo(y);
            case Boolean x when b instanceof Boolean y -> x.compareTo(y);
            default -> a.toString().compareTo(b.toString());
        };
    }

    private static BigInteger integer(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
    }
}

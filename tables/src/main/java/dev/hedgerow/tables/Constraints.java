package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a request's parameters break, and refuses it with all of that in one sentence. */
final class Constraints {
    static final List<String> CAPACITY = List.of("INDEXES", "TOTAL", "NONE");
    static final List<String> METRICS = List.of("SIZE", "NONE");
    static final List<String> VALUES =
            List.of("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
    static final List<String> ON_FAILURE = List.of("ALL_OLD", "NONE");
    static final List<String> SELECT =
            List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");
    static final List<String> LOGIC = List.of("OR", "AND");
    static final List<String> COMPARISONS =
            List.of(
                    "IN",
                    "NULL",
                    "BETWEEN",
                    "LT",
                    "NOT_CONTAINS",
                    "EQ",
                    "GT",
                    "NOT_NULL",
                    "NE",
                    "LE",
                    "BEGINS_WITH",
                    "GE",
                    "CONTAINS");
    private static final int NAME_MAX = 255;
    private static final int FAULTS_MAX = 10;

    private final List<String> faults = new ArrayList<>();

    private void fault(String fault) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(fault);
        }
    }

    Constraints notNull(String place, @Nullable Object value) {
        if (value == null) {
            fault(Sentence.MEMBER_NULL.text(place));
        }
        return this;
    }

    Constraints oneOf(String place, @Nullable String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            fault(Sentence.MEMBER_ENUM.text(value, place, String.join(", ", allowed)));
        }
        return this;
    }

    /** {@code ReturnValues} in the newer layer, which has a sentence of its own. */
    Constraints returnValues(@Nullable String value) {
        if (value != null && !VALUES.contains(value)) {
            fault(Sentence.MEMBER_RETURN_VALUES.text());
        }
        return this;
    }

    Constraints atLeast(String place, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            fault(Sentence.MEMBER_LEAST.text(value, place, least));
        }
        return this;
    }

    Constraints atLeast(String place, @Nullable Long value, int least) {
        if (value != null && value < least) {
            fault(Sentence.MEMBER_LEAST.text(value, place, least));
        }
        return this;
    }

    Constraints atMost(String place, @Nullable Integer value, int most) {
        if (value != null && value > most) {
            fault(Sentence.MEMBER_MOST.text(value, place, most));
        }
        return this;
    }

    Constraints length(String place, @Nullable Collection<?> value, int least, int most) {
        if (value != null && value.size() < least) {
            fault(Sentence.MEMBER_SHORT.text(shown(value), place, least));
        }
        if (value != null && value.size() > most) {
            fault(Sentence.MEMBER_LONG.text(shown(value), place, most));
        }
        return this;
    }

    /** The length of a text. */
    Constraints chars(String place, @Nullable String value, int least, int most) {
        if (value != null && value.length() < least) {
            fault(Sentence.MEMBER_SHORT.text(value, place, least));
        }
        if (value != null && value.length() > most) {
            fault(Sentence.MEMBER_LONG.text(value, place, most));
        }
        return this;
    }

    /** AWS shows everything here, as its Java objects say themselves. */
    private static String shown(Collection<?> value) {
        return value.isEmpty() ? "[]" : "[...]";
    }

    /** The name of a table or an index. */
    Constraints name(String place, @Nullable String name, int least) {
        if (name == null) {
            return this;
        }
        if (!isName(name)) {
            fault(Sentence.MEMBER_PATTERN.text(name, place));
        }
        if (name.length() < least) {
            fault(Sentence.MEMBER_SHORT.text(name, place, least));
        }
        if (name.length() > NAME_MAX) {
            fault(Sentence.MEMBER_LONG.text(name, place, NAME_MAX));
        }
        return this;
    }

    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '_'
                            || c == '-'
                            || c == '.';
            if (!fits) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Refuses the request when something was found. */
    void check() {
        if (faults.size() == 1) {
            throw Sentence.ENVELOPE.refusal(faults.getFirst());
        }
        if (!faults.isEmpty()) {
            throw Sentence.ENVELOPE_SEVERAL.refusal(faults.size(), String.join("; ", faults));
        }
    }
}

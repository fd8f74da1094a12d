package dev.hedgerow.tables.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The order of texts, numbers and binaries among those of their own type. */
public final class ScalarOrder {
    private ScalarOrder() {}

    /** Compares two values of one type; fails for a type that has no order. */
    public static int compare(Value a, Value b) {
        if (a instanceof Value.Text(String x, _) && b instanceof Value.Text(String y, _)) {
            return Utf8.compare(x, y);
        }
        if (a instanceof Value.Numeric(Decimal x) && b instanceof Value.Numeric(Decimal y)) {
            return x.compareTo(y);
        }
        if (a instanceof Value.Binary(byte[] x) && b instanceof Value.Binary(byte[] y)) {
            return Arrays.compareUnsigned(x, y);
        }
        throw new IllegalArgumentException("no order between " + a.type() + " and " + b.type());
    }

    static int find(List<Value> sorted, Value member) {
        return Collections.binarySearch(sorted, member, ScalarOrder::compare);
    }

    /** The members of both sets, which have one type. */
    public static Value.Set union(Value.Set a, Value.Set b) {
        var members = new ArrayList<Value>(a.members().size() + b.members().size());
        int i = 0;
        int j = 0;
        while (i < a.members().size() && j < b.members().size()) {
            int order = compare(a.members().get(i), b.members().get(j));
            members.add(order <= 0 ? a.members().get(i) : b.members().get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        members.addAll(a.members().subList(i, a.members().size()));
        members.addAll(b.members().subList(j, b.members().size()));
        return new Value.Set(a.type(), members);
    }

    /** The members of the first set that are not in the second; perhaps none. */
    public static List<Value> without(Value.Set from, Value.Set what) {
        return from.members().stream().filter(member -> !what.contains(member)).toList();
    }

    /** The members in their order; empty when one is there twice. */
    public static java.util.Optional<List<Value>> sorted(List<Value> members) {
        var sorted = new ArrayList<>(members);
        sorted.sort(ScalarOrder::compare);
        for (int i = 1; i < sorted.size(); i++) {
            if (compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                return java.util.Optional.empty();
            }
        }
        return java.util.Optional.of(sorted);
    }
}

package dev.hedgerow.graph;

import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of {@code @unique} constraints that a draft gives up and takes. They are settled for
 * the request as a whole, so two rows may swap their values.
 */
final class Uniqueness {
    private final Layers layers;
    private final Rows rows;
    private final Map<Key, Claim> released = new LinkedHashMap<>();
    private final Map<Key, Claim> claimed = new LinkedHashMap<>();
    private final List<Rival> rivals = new ArrayList<>();

    /** One node or edge that has one combination of values. */
    private record Claim(Staged entry, Tuple values) {}

    /** A claim of what another one has claimed before. */
    private record Rival(Claim claim, Claim first) {}

    Uniqueness(Draft draft, Layers layers, Rows rows) {
        this.layers = layers;
        this.rows = rows;
        for (Staged entry : draft.all()) {
            if (entry.isChanged()) {
                rows.of(entry.ref()).uniques().forEach(unique -> collect(entry, unique));
            }
        }
    }

    private void collect(Staged entry, Constraint.Unique unique) {
        Optional<Tuple> before = rows.of(entry.ref()).unique(unique, entry.ref(), entry.before());
        Optional<Tuple> after = rows.of(entry.ref()).unique(unique, entry.ref(), entry.after());
        if (before.equals(after)) {
            return;
        }
        before.ifPresent(values -> released.put(key(entry, values), new Claim(entry, values)));
        after.ifPresent(values -> {
            var claim = new Claim(entry, values);
            var first = claimed.putIfAbsent(key(entry, values), claim);
            if (first != null) {
                rivals.add(new Rival(claim, first));
            }
        });
    }

    private Key key(Staged entry, Tuple values) {
        return layers.space().unique(entry.ref().type(), values);
    }

    void check(Violations violations) {
        rivals.forEach(rival -> report(violations, rival.claim(), rival.first().entry().ref()));
        claimed.forEach((key, claim) -> {
            if (!released.containsKey(key)) {
                holder(key, claim).ifPresent(ref -> report(violations, claim, ref));
            }
        });
    }

    private Optional<Ref> holder(Key key, Claim claim) {
        return layers.get(space -> space.rebased(key)).map(entry -> decode(claim, entry));
    }

    private static Ref decode(Claim claim, Entry entry) {
        Tuple holder = entry.tuple();
        int type = claim.entry().ref().type();
        return claim.entry().ref() instanceof NodeRef
                ? new NodeRef(type, holder)
                : new EdgeRef(type, holder.tuple(0), holder.tuple(1), holder.from(2));
    }

    private void report(Violations violations, Claim claim, Ref holder) {
        TypeRows type = rows.of(claim.entry().ref());
        violations.add(
                alike(
                        claim.entry().place(),
                        rows.key(claim.entry().ref()),
                        rows.key(holder),
                        type.describe(claim.values())));
    }

    /** Two nodes or edges have what only one may have. */
    static Violation alike(String place, EntityKey one, EntityKey other, String values) {
        return new Violation(
                place,
                "%s and %s have the same %s, which must be unique".formatted(one, other, values),
                "change one of them");
    }

    void write(Transaction tx) {
        released.forEach((key, _) -> {
            if (!claimed.containsKey(key)) {
                DraftWriter.remove(tx, layers, key);
            }
        });
        claimed.forEach((key, claim) -> tx.put(key, CommitCodec.key(claim.entry().ref())));
    }
}

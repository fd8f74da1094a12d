package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two moments of a graph. Rows that neither side has touched since the two had
 * everything in common are not looked at, so that it costs what changed, not what exists.
 */
final class Differences {
    private final Home home;

    Differences(Home home) {
        this.home = home;
    }

    Difference between(ViewAddress first, ViewAddress second, int limit) {
        try (var from = OpenLayers.open(home, first);
                var to = OpenLayers.open(home, second)) {
            Stamp common = MergeBase.inCommon(from.lineage(), to.lineage());
            Rows before = home.rows(from.branch().schemaVersion());
            Rows after = home.rows(to.branch().schemaVersion());
            Set<Ref> touched = new HashSet<>();
            var changes = new ArrayList<Change>();
            Predicate<Ref> look =
                    ref -> {
                        if (touched.add(ref)) {
                            History.refuseTooMany(touched);
                            change(ref, side(from, before, ref), side(to, after, ref))
                                    .ifPresent(changes::add);
                        }
                        return changes.size() <= limit;
                    };
            // what is not wanted any more is not looked at, however much has changed
            var _ =
                    History.eachChangedSince(from.layers(), common, look)
                            && History.eachChangedSince(to.layers(), common, look);
            boolean more = changes.size() > limit;
            return new Difference(
                    Committer.head(from.layers()),
                    Committer.head(to.layers()),
                    more ? changes.subList(0, limit) : changes,
                    more);
        }
    }

    /** A row on one side; without an entry where it is not there. */
    private record Side(Rows rows, Optional<Entry> entry, @Nullable Map<Integer, Object> values) {}

    private static Side side(OpenLayers open, Rows rows, Ref ref) {
        if (rows.schema().find(ref.type()).isEmpty()) {
            return new Side(rows, Optional.empty(), null);
        }
        Optional<Entry> entry = open.layers().get(space -> space.row(ref));
        return new Side(
                rows, entry, entry.map(found -> rows.values(ref, found.value())).orElse(null));
    }

    private static Optional<Change> change(Ref ref, Side before, Side after) {
        if (Objects.equals(before.values(), after.values())) {
            return Optional.empty();
        }
        Change.Kind kind =
                before.entry().isEmpty()
                        ? Change.Kind.INSERTED
                        : after.entry().isEmpty() ? Change.Kind.DELETED : Change.Kind.UPDATED;
        Rows rows = after.entry().isPresent() ? after.rows() : before.rows();
        return Optional.of(
                switch (ref) {
                    case NodeRef node ->
                            new Change.OfNode(
                                    kind,
                                    rows.key(node),
                                    after.entry().map(entry -> rows.node(node, entry)));
                    case EdgeRef edge ->
                            new Change.OfEdge(
                                    kind,
                                    rows.key(edge),
                                    after.entry().map(entry -> rows.edge(edge, entry)));
                });
    }
}

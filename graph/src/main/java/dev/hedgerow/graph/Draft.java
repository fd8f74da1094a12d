package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Stamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request has come to so far: every node and edge it touched, as it was and as it will be.
 * Nothing is written before all of it is known to be right.
 */
final class Draft {
    private final Schema schema;
    private final Map<Ref, Staged> staged = new LinkedHashMap<>();
    private final Map<NodeRef, Set<EdgeRef>> incident = new LinkedHashMap<>();

    Draft(Schema schema) {
        this.schema = schema;
    }

    /** A node or edge that the request touched. */
    static final class Staged {
        private final Ref ref;
        private final String place;
        private final @Nullable Map<Integer, Object> before;
        private final Stamp version;
        private @Nullable Map<Integer, Object> after;

        private Staged(
                Ref ref, String place, @Nullable Map<Integer, Object> before, Stamp version) {
            this.ref = ref;
            this.place = place;
            this.before = before;
            this.version = version;
            this.after = before;
        }

        Ref ref() {
            return ref;
        }

        /** The row of the input that touched it first. */
        String place() {
            return place;
        }

        /** The stored values, or null when it was not there. */
        @Nullable Map<Integer, Object> before() {
            return before;
        }

        /** The commit that wrote the stored values. */
        Stamp version() {
            return version;
        }

        /** The values it will have, or null when it will not be there. */
        @Nullable Map<Integer, Object> after() {
            return after;
        }

        boolean isNew() {
            return before == null && after != null;
        }

        boolean isGone() {
            return before != null && after == null;
        }

        boolean isChanged() {
            return !Objects.equals(before, after);
        }

        Change.Kind kind() {
            return isNew()
                    ? Change.Kind.INSERTED
                    : isGone() ? Change.Kind.DELETED : Change.Kind.UPDATED;
        }
    }

    @Nullable Staged find(Ref ref) {
        return staged.get(ref);
    }

    /** Takes up what is stored. */
    Staged stage(Ref ref, String place, @Nullable Map<Integer, Object> before, Stamp version) {
        var entry = new Staged(ref, place, before, version);
        staged.put(ref, entry);
        return entry;
    }

    void set(Staged entry, @Nullable Map<Integer, Object> after) {
        entry.after = after;
        if (after != null && entry.ref instanceof EdgeRef edge) {
            incident.computeIfAbsent(from(edge), _ -> new LinkedHashSet<>()).add(edge);
            incident.computeIfAbsent(to(edge), _ -> new LinkedHashSet<>()).add(edge);
        }
    }

    Collection<Staged> all() {
        return staged.values();
    }

    /** Edges of the node that the request wrote. */
    Set<EdgeRef> written(NodeRef node) {
        return incident.getOrDefault(node, Set.of());
    }

    NodeRef from(EdgeRef edge) {
        return new NodeRef(schema.edge(edge.type()).from().number(), edge.from());
    }

    NodeRef to(EdgeRef edge) {
        return new NodeRef(schema.edge(edge.type()).to().number(), edge.to());
    }
}

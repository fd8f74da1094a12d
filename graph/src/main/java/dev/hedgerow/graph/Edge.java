package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An edge as a view sees it.
 *
 * @param from the key of the node it leaves
 * @param to the key of the node it enters
 * @param key what tells parallel edges apart; empty when the type has none
 * @param values by number of the property, without nulls; not to be changed
 * @param version the commit that wrote it
 */
public record Edge(
        EdgeType type,
        List<Object> from,
        List<Object> to,
        List<Object> key,
        Map<Integer, Object> values,
        Stamp version) {
    /** Its identity. */
    public EntityKey.EdgeKey entity() {
        return new EntityKey.EdgeKey(type.name(), from, to, key);
    }

    /** The values by the names of their properties, in the order of the schema. */
    public Map<String, @Nullable Object> properties() {
        return Node.named(type.properties(), values);
    }

    /** The identity of the node it leaves. */
    public EntityKey.NodeKey source() {
        return new EntityKey.NodeKey(type.from().name(), from);
    }

    /** The identity of the node it enters. */
    public EntityKey.NodeKey target() {
        return new EntityKey.NodeKey(type.to().name(), to);
    }
}

package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node as a view sees it.
 *
 * @param key the values of the type's key, or its generated id
 * @param values by number of the property, without nulls; not to be changed
 * @param version the commit that wrote it
 */
public record Node(NodeType type, List<Object> key, Map<Integer, Object> values, Stamp version) {
    /** Its identity. */
    public EntityKey.NodeKey entity() {
        return new EntityKey.NodeKey(type.name(), key);
    }

    /** The values by the names of their properties, in the order of the schema. */
    public Map<String, @Nullable Object> properties() {
        return named(type.properties(), values);
    }

    static Map<String, @Nullable Object> named(
            List<Property> properties, Map<Integer, Object> values) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        for (Property property : properties) {
            named.put(property.name(), values.get(property.number()));
        }
        return Collections.unmodifiableMap(named);
    }
}

package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a mutation. A node row has a {@code type}; an edge row an {@code edge} and the keys it
 * goes {@code from} and {@code to}. Made by the factory methods.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Row(
        String op,
        @Nullable String type,
        @Nullable String edge,
        @Nullable Object from,
        @Nullable Object to,
        @Nullable Map<String, @Nullable Object> data) {

    /** The whole node as it shall be. */
    public static Row upsert(String type, Map<String, @Nullable Object> data) {
        return new Row("upsert", type, null, null, null, data);
    }

    /**
     * @param key the properties of the node's key
     */
    public static Row delete(String type, Map<String, @Nullable Object> key) {
        return new Row("delete", type, null, null, null, key);
    }

    /** The whole edge as it shall be. */
    public static Row upsertEdge(
            String edge, Object from, Object to, Map<String, @Nullable Object> data) {
        return new Row("upsert", null, edge, from, to, data);
    }

    /** An edge by its ends. */
    public static Row deleteEdge(String edge, Object from, Object to) {
        return new Row("delete", null, edge, from, to, null);
    }
}

package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of an item, or of one that is not there. */
@FunctionalInterface
public interface Fields {
    /** No item. */
    Fields NONE = _ -> Optional.empty();

    Optional<Value> attribute(String name);

    static Fields of(Map<String, Value> attributes) {
        return name -> Optional.ofNullable(attributes.get(name));
    }

    /** Decodes of a stored item what is asked for, once. */
    static Fields of(StoredItem item) {
        var decoded = new HashMap<String, Optional<Value>>();
        return name -> decoded.computeIfAbsent(name, item::attribute);
    }

    /** What stands at the path, if anything. */
    default Optional<Value> at(Path path) {
        Optional<Value> at = attribute(path.head());
        for (int i = 1; i < path.steps().size() && at.isPresent(); i++) {
            at = inside(at.get(), path.steps().get(i));
        }
        return at;
    }

    private static Optional<Value> inside(Value value, Path.Step step) {
        return switch (step) {
            case Path.Step.Name(String name) ->
                    value instanceof Value.Document(var attributes)
                            ? Optional.ofNullable(attributes.get(name))
                            : Optional.empty();
            case Path.Step.Index(int index) ->
                    value instanceof Value.Sequence(var values) && index < values.size()
                            ? Optional.of(values.get(index))
                            : Optional.empty();
            case Path.Step.Placeholder(String placeholder) ->
                    throw new IllegalArgumentException("not bound: " + placeholder);
        };
    }
}

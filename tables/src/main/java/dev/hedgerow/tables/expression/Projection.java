package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some parts of an item. */
public final class Projection {
    private final List<Path> paths;
    private final PathTree<Path> tree;

    /**
     * @param paths bound, none through another
     */
    public Projection(List<Path> paths) {
        this.paths = paths;
        tree = PathTree.of(paths, path -> path);
    }

    public List<Path> paths() {
        return paths;
    }

    /** The parts that are there, at their places; elements of a list without gaps. */
    public Map<String, Value> of(Fields item) {
        var parts = new LinkedHashMap<String, Value>();
        for (var name : tree.names().entrySet()) {
            item.attribute(name.getKey())
                    .flatMap(value -> part(value, name.getValue()))
                    .ifPresent(part -> parts.put(name.getKey(), part));
        }
        return parts;
    }

    private static Optional<Value> part(Value value, PathTree<Path> wanted) {
        if (wanted.end().isPresent()) {
            return Optional.of(value);
        }
        if (value instanceof Value.Document(var attributes) && !wanted.names().isEmpty()) {
            var parts = new LinkedHashMap<String, Value>();
            for (var name : wanted.names().entrySet()) {
                Optional.ofNullable(attributes.get(name.getKey()))
                        .flatMap(inner -> part(inner, name.getValue()))
                        .ifPresent(part -> parts.put(name.getKey(), part));
            }
            return parts.isEmpty() ? Optional.empty() : Optional.of(new Value.Document(parts));
        }
        if (value instanceof Value.Sequence(var values) && !wanted.indexes().isEmpty()) {
            List<Value> parts = new ArrayList<>();
            for (var index : wanted.indexes().headMap(values.size(), false).entrySet()) {
                part(values.get(index.getKey()), index.getValue()).ifPresent(parts::add);
            }
            return parts.isEmpty() ? Optional.empty() : Optional.of(new Value.Sequence(parts));
        }
        return Optional.empty();
    }
}

package dev.hedgerow.tables.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Paths that do not meet, as a tree: at its ends stands what belongs to each path.
 *
 * @param <T> what belongs to a path
 */
final class PathTree<T> {
    private final Map<String, PathTree<T>> names = new LinkedHashMap<>();
    private final TreeMap<Integer, PathTree<T>> indexes = new TreeMap<>();
    private @Nullable T end;

    static <T> PathTree<T> of(List<T> all, Function<T, Path> path) {
        var root = new PathTree<T>();
        for (T each : all) {
            PathTree<T> at = root;
            for (Path.Step step : path.apply(each).steps()) {
                at = at.child(step);
            }
            at.end = each;
        }
        return root;
    }

    private PathTree<T> child(Path.Step step) {
        return switch (step) {
            case Path.Step.Name(String name) -> names.computeIfAbsent(name, _ -> new PathTree<>());
            case Path.Step.Index(int index) ->
                    indexes.computeIfAbsent(index, _ -> new PathTree<>());
            case Path.Step.Placeholder(String placeholder) ->
                    throw new IllegalArgumentException("not bound: " + placeholder);
        };
    }

    /** What belongs to the path that ends here. */
    Optional<T> end() {
        return Optional.ofNullable(end);
    }

    /** Where paths go on by a name, in their order. */
    Map<String, PathTree<T>> names() {
        return names;
    }

    /** Where paths go on by an index, in ascending order. */
    NavigableMap<Integer, PathTree<T>> indexes() {
        return indexes;
    }
}

package dev.hedgerow.tables.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Document paths of the model: lists of names (String) and indexes (Integer). */
final class Places {
    private Places() {}

    static List<Object> any(SplittableRandom random) {
        List<Object> path = new ArrayList<>();
        path.add(V.name(random));
        while (random.nextInt(3) == 0 && path.size() < 4) {
            path.add(random.nextInt(3) == 0 ? (Object) random.nextInt(4) : V.name(random));
        }
        return path;
    }

    static String shown(List<Object> path) {
        var parts = new ArrayList<String>();
        for (Object step : path) {
            parts.add(step instanceof Integer ? "[" + step + "]" : step.toString());
        }
        return "[" + String.join(", ", parts) + "]";
    }

    static Optional<V> find(Map<String, V> item, List<Object> path) {
        V at = V.map(item);
        for (Object step : path) {
            if (step instanceof Integer index
                    && at.tag().equals("L")
                    && index < at.elements().size()) {
                at = at.elements().get(index);
            } else if (step instanceof String name
                    && at.tag().equals("M")
                    && at.attributes().containsKey(name)) {
                at = at.attributes().get(name);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }

    /** Refuses paths of which one leads through another, or both into different kinds. */
    static void checkApart(String parameter, List<List<Object>> paths) {
        String conflict = "";
        for (int i = 0; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                String how = meeting(paths.get(j), paths.get(i));
                if (how.isEmpty() || (how.equals("conflict") && !conflict.isEmpty())) {
                    continue;
                }
                String sentence =
                        "Invalid %s: Two document paths %s with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"
                                .formatted(
                                        parameter, how, shown(paths.get(j)), shown(paths.get(i)));
                if (how.equals("overlap")) {
                    throw new Wrong(sentence);
                }
                conflict = sentence;
            }
        }
        if (!conflict.isEmpty()) {
            throw new Wrong(conflict);
        }
    }

    private static String meeting(List<Object> one, List<Object> two) {
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            if (one.get(i).getClass() != two.get(i).getClass()) {
                return "conflict";
            }
            if (!one.get(i).equals(two.get(i))) {
                return "";
            }
        }
        return "overlap";
    }

    /** The parts of the item at the paths: built with gaps, which are closed at the end. */
    static Map<String, V> project(Map<String, V> item, List<List<Object>> paths) {
        var sparse = new LinkedHashMap<Object, Object>();
        for (List<Object> path : paths) {
            find(item, path).ifPresent(value -> put(sparse, path, value));
        }
        var result = new LinkedHashMap<String, V>();
        sparse.forEach((name, part) -> result.put(name.toString(), closed(part)));
        return result;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<Object, Object> into, List<Object> path, V value) {
        Object first = path.getFirst();
        if (path.size() == 1) {
            into.put(first, value);
            return;
        }
        Map<Object, Object> inner =
                (Map<Object, Object>)
                        into.computeIfAbsent(
                                first,
                                _ ->
                                        path.get(1) instanceof Integer
                                                ? new TreeMap<Object, Object>()
                                                : new LinkedHashMap<Object, Object>());
        put(inner, path.subList(1, path.size()), value);
    }

    private static V closed(Object part) {
        if (part instanceof V value) {
            return value;
        }
        if (part instanceof TreeMap<?, ?> elements) {
            return new V(
                    "L", new ArrayList<>(elements.values().stream().map(Places::closed).toList()));
        }
        var attributes = new LinkedHashMap<String, V>();
        ((Map<?, ?>) part).forEach((name, inner) -> attributes.put(name.toString(), closed(inner)));
        return V.map(attributes);
    }
}

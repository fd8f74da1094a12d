package dev.hedgerow.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All routes, found by method and path. */
public final class Routes {
    private final List<Route> all;
    private final Place root = new Place();

    /** Two routes of the same method and path are a bug. */
    public Routes(List<Route> all) {
        this.all = List.copyOf(all);
        this.all.forEach(this::add);
    }

    /** In the order they were given. */
    public List<Route> all() {
        return all;
    }

    private void add(Route route) {
        Place place = root;
        for (String segment : route.segments()) {
            place =
                    segment.startsWith("{")
                            ? place.parameter(segment.substring(1, segment.length() - 1))
                            : place.literals.computeIfAbsent(segment, _ -> new Place());
        }
        Route other = place.routes.put(route.method(), route);
        assert other == null : route.method() + " " + route.path() + " has two routes";
    }

    /** Finds the route of an encoded path. */
    Match match(String method, String path) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Place place = root;
        for (String encoded : split(path)) {
            String segment = decoded(encoded);
            Place next = place.literals.get(segment);
            if (next == null && place.any != null && !segment.isEmpty()) {
                next = place.any;
                parameters.put(place.name, segment);
            }
            if (next == null) {
                return new Match.NoPath();
            }
            place = next;
        }
        Route route = place.routes.get(method);
        if (route != null) {
            return new Match.Found(route, parameters);
        }
        return place.routes.isEmpty()
                ? new Match.NoPath()
                : new Match.NoMethod(place.routes.keySet());
    }

    static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            segments.add(path.substring(from, end));
            from = end + 1;
        }
        return segments;
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** What a path and method lead to. */
    sealed interface Match {
        record Found(Route route, Map<String, String> parameters) implements Match {}

        record NoMethod(Set<String> allowed) implements Match {}

        record NoPath() implements Match {}
    }

    private static final class Place {
        final Map<String, Place> literals = new TreeMap<>();
        final Map<String, Route> routes = new TreeMap<>();
        @Nullable Place any;
        String name = "";

        Place parameter(String called) {
            Place place = any;
            if (place == null) {
                place = new Place();
                any = place;
                name = called;
            }
            assert name.equals(called) : "{" + name + "} is {" + called + "} elsewhere";
            return place;
        }
    }
}

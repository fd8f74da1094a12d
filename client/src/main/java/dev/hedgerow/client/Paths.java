package dev.hedgerow.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes the paths and queries of calls. */
final class Paths {
    private final StringBuilder text;
    private char next = '?';

    private Paths(String path) {
        this.text = new StringBuilder(path);
    }

    static Paths of(String path) {
        return new Paths(path);
    }

    /** A path under a graph. */
    static Paths graph(String graph, String rest) {
        return of("/v1/graphs/" + segment(graph) + rest);
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Paths with(String name, Optional<?> value) {
        value.ifPresent(v -> {
            text.append(next).append(name).append('=').append(segment(v.toString()));
            next = '&';
        });
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a node listens, and the token to show there. */
public record Address(URI url, Optional<String> token) {
    /** Where a node listens when nothing says otherwise. */
    public static final URI DEFAULT_URL = URI.create("http://127.0.0.1:7420");

    /** Fails with {@link Failure#INVALID_REQUEST} when the URL is not one of HTTP. */
    public Address {
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw ClientException.local(
                    Failure.INVALID_REQUEST,
                    "'%s' is not the URL of a node: expected http://HOST:PORT".formatted(url));
        }
        token = token.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Reads a URL such as {@code http://127.0.0.1:7420}. */
    public static URI url(String text) {
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw ClientException.local(
                    Failure.INVALID_REQUEST,
                    "'%s' is not the URL of a node: expected http://HOST:PORT".formatted(text),
                    e);
        }
    }

    /**
     * Finds the node to talk to: what is wished for, then {@code HEDGEROW_URL} and {@code
     * HEDGEROW_TOKEN}, then the node of the data folder, then the one node that runs on this
     * machine, then {@link #DEFAULT_URL}. The token of a node on this machine is read from its data
     * folder.
     */
    public static Address find(Wish wish, Map<String, String> environment) {
        Optional<String> token = wish.token().or(() -> set(environment, "HEDGEROW_TOKEN"));
        Optional<URI> named =
                wish.url().or(() -> set(environment, "HEDGEROW_URL")).map(Address::url);
        Path home = Path.of(environment.getOrDefault("HOME", "."));
        List<RunningNode> running = RunningNode.all(home, wish.data());
        if (named.isPresent()) {
            URI url = named.orElseThrow();
            return new Address(
                    url,
                    token.or(() ->
                            running.stream()
                                    .filter(node -> node.url().equals(url.toString()))
                                    .findFirst()
                                    .flatMap(node -> tokenIn(Path.of(node.data())))));
        }
        return local(running, wish.data(), token);
    }

    private static Address local(
            List<RunningNode> running, Optional<Path> data, Optional<String> token) {
        if (running.size() > 1) {
            String urls = String.join(", ", running.stream().map(RunningNode::url).toList());
            throw ClientException.local(
                    Failure.INVALID_REQUEST,
                    "Several nodes run on this machine (%s): say which with --url or HEDGEROW_URL"
                            .formatted(urls));
        }
        if (running.isEmpty()) {
            Path folder = data.orElse(Path.of("hedgerow-data"));
            return new Address(DEFAULT_URL, token.or(() -> tokenIn(folder)));
        }
        RunningNode node = running.getFirst();
        return new Address(url(node.url()), token.or(() -> tokenIn(Path.of(node.data()))));
    }

    /** The administrator's token of a data folder, when this user may read it. */
    public static Optional<String> tokenIn(Path data) {
        try {
            return Optional.of(Files.readString(data.resolve("token")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** What the caller says about the node; each may be absent. */
    public record Wish(Optional<String> url, Optional<String> token, Optional<Path> data) {
        public static final Wish NONE =
                new Wish(Optional.empty(), Optional.empty(), Optional.empty());
    }
}

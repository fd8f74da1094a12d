package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request, as a handler sees it. Its body can be read once. */
public final class Call {
    private static final int KEY_MAX = 128;
    private static final String BEARER = "bearer ";

    private final Head head;
    private final Map<String, String> parameters;
    private final Map<String, String> query;
    private final Content content;

    Call(Head head, Map<String, String> parameters, Map<String, String> query, Content content) {
        this.head = head;
        this.parameters = new LinkedHashMap<>(parameters);
        this.query = new LinkedHashMap<>(query);
        this.content = content;
    }

    /** The text a brace of the route's path stands for. */
    public String parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the route has no " + name));
    }

    /** Refuses query parameters that the route does not know. */
    public Call only(String... known) {
        for (String name : query.keySet()) {
            if (!List.of(known).contains(name)) {
                throw invalid(
                        "There is no query parameter '%s' here, only: %s"
                                .formatted(name, String.join(", ", known)));
            }
        }
        return this;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** A number in the query; the last value unless it is given. */
    public int number(String name, int least, int most, int otherwise) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.orElseThrow());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like one that is out of range.
        }
        throw invalid(
                "'%s' is not a value of '%s': expected a number from %d to %d"
                        .formatted(text.orElseThrow(), name, least, most));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(head.headers().get(name.toLowerCase(Locale.ROOT)));
    }

    /** The bearer token. */
    public Optional<String> token() {
        return header("authorization")
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(text -> text.substring(BEARER.length()).strip())
                .filter(text -> !text.isEmpty());
    }

    /** The idempotency key; too long or with odd characters is refused. */
    public Optional<String> key() {
        Optional<String> key = header("idempotency-key");
        key.ifPresent(text -> {
            boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
            if (text.isEmpty() || text.length() > KEY_MAX || !plain) {
                throw invalid(
                        "The Idempotency-Key must be 1 to %d visible characters"
                                .formatted(KEY_MAX));
            }
        });
        return key;
    }

    /** Whether the caller asked for the media type by name. */
    public boolean accepts(String type) {
        return header("accept").filter(text -> text.contains(type)).isPresent();
    }

    /** Whether the body is of the media type. */
    public boolean sends(String type) {
        return header("content-type")
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(type))
                .isPresent();
    }

    public boolean hasBody() {
        return content.present();
    }

    /** Reads the body as JSON; unknown fields are refused, with line and column. */
    public <T> T body(Class<T> type) {
        if (!hasBody()) {
            throw invalid("The request needs a body of JSON");
        }
        return content.json(type);
    }

    /** The body as it comes, within the limit for uploads. */
    public InputStream stream() {
        return content.stream();
    }

    /** Reads the body as a form whose files are the parts of that name; to be closed. */
    public Form form(String filePart) {
        return content.form(filePart);
    }

    /** {@code POST /v1/graphs}, for logs. */
    @Override
    public String toString() {
        return head.method() + " " + head.path();
    }

    /** A refusal of the request as such. */
    public static HedgerowException invalid(String sentence) {
        return HedgerowException.of(Failure.INVALID_REQUEST, sentence);
    }

    /** Method, path and headers, the names in lower case. */
    record Head(String method, String path, Map<String, String> headers) {}

    /** How the body is read. */
    interface Content {
        boolean present();

        <T> T json(Class<T> type);

        InputStream stream();

        Form form(String filePart);
    }

    /** The query's parameters; one that is repeated is refused. */
    static Map<String, String> parsed(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        List<String> pairs = List.of(text.split("&", -1));
        for (String pair : pairs) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (query.put(name, value) != null) {
                throw invalid("The query parameter '%s' is given more than once".formatted(name));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("'%s' in the query is not encoded as a URL is".formatted(text));
        }
    }
}

package dev.hedgerow.dynamodb.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The one text that every client makes of the same request, so that it can be signed. */
final class CanonicalRequest {
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-._~";

    private CanonicalRequest() {}

    /**
     * The text.
     *
     * @param bodyHash SHA-256 of the body, in hexadecimal
     */
    static String of(Request request, List<String> signedHeaders, String bodyHash) {
        var text = new StringBuilder(512).append(request.method()).append('\n');
        path(text, request.path());
        text.append('\n');
        query(text, request.query());
        text.append('\n');
        for (String name : signedHeaders) {
            text.append(name.toLowerCase(Locale.ROOT)).append(':');
            String between = "";
            for (String value : request.headers().all(name)) {
                text.append(between);
                trimmed(text, value);
                between = ",";
            }
            text.append('\n');
        }
        text.append('\n');
        String between = "";
        for (String name : signedHeaders) {
            text.append(between).append(name.toLowerCase(Locale.ROOT));
            between = ";";
        }
        return text.append('\n').append(bodyHash).toString();
    }

    private static void path(StringBuilder text, String path) {
        if (path.isEmpty()) {
            text.append('/');
        } else {
            encoded(text, path);
        }
    }

    /** Parameters in the order of their names, then values; those are encoded already. */
    private static void query(StringBuilder text, String query) {
        if (query.isEmpty()) {
            return;
        }
        String[] parameters = query.split("&", -1);
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].indexOf('=') < 0) {
                parameters[i] += "=";
            }
        }
        Arrays.sort(parameters);
        text.append(String.join("&", parameters));
    }

    private static void encoded(StringBuilder text, String path) {
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || UNRESERVED.indexOf(c) >= 0
                            || c == '/';
            if (plain) {
                text.append(c);
            } else {
                text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            }
        }
    }

    /** Without spaces at the ends, and with one where there are several. */
    private static void trimmed(StringBuilder text, String value) {
        String stripped = value.strip();
        boolean space = false;
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c == ' ' && space) {
                continue;
            }
            space = c == ' ';
            text.append(c);
        }
    }
}

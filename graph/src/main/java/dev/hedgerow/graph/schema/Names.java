package dev.hedgerow.graph.schema;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What types and properties may be called. The Cypher engine does not tell capitals from small
 * letters in names, and has columns of its own, which begin with an underscore.
 */
final class Names {
    static final int LENGTH_MAX = 64;
    static final String TOO_LONG = "a name has at most %d characters".formatted(LENGTH_MAX);

    private static final String LETTERS = "use letters from a to z, digits and underscores";
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9_]*");
    private static final Pattern PROPERTY = Pattern.compile("[a-z][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("id", "type", "true", "false", "null");
    private static final Set<String> RESERVED_OF_EDGES = Set.of("from", "to", "src", "dst");

    private final Problems problems;
    private final Map<String, Token> taken = new HashMap<>();

    Names(Problems problems) {
        this.problems = problems;
    }

    /** Checks the name of a type; false when it cannot be entered. */
    boolean type(Token name) {
        if (!TYPE.matcher(name.text()).matches()) {
            problems.report(name, name + " is no name of a type", LETTERS);
        }
        return enter(name, "type");
    }

    /** Checks the name of a property; false when it cannot be entered. */
    boolean property(Token name, boolean edge) {
        String text = name.text();
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.startsWith("_")) {
            problems.report(
                    name, name + " begins with an underscore, as names of the system do", "");
        } else if (text.indexOf('-') >= 0) {
            String fix = "write `" + text.replace('-', '_') + "`";
            problems.report(name, name + " has a hyphen", fix);
        } else if (TYPE.matcher(text).matches()) {
            String small = Character.toLowerCase(text.charAt(0)) + text.substring(1);
            problems.report(
                    name, "properties begin with a small letter: " + name, "write `" + small + "`");
        } else if (!PROPERTY.matcher(text).matches()) {
            problems.report(name, name + " is no name of a property", LETTERS);
        }
        if (RESERVED.contains(lower) || (edge && RESERVED_OF_EDGES.contains(lower))) {
            problems.report(
                    name,
                    name + " is a name of the system",
                    lower.equals("type") ? "write `kind`, for example" : "choose another name");
        }
        return enter(name, "property");
    }

    private boolean enter(Token name, String what) {
        if (name.text().length() > LENGTH_MAX) {
            problems.report(name, TOO_LONG);
        }
        Token other = taken.putIfAbsent(name.text().toLowerCase(Locale.ROOT), name);
        if (other == null) {
            return true;
        }
        problems.report(
                name,
                other.text().equals(name.text())
                        ? "the %s %s is there already, in line %d"
                                .formatted(what, name, other.line())
                        : "%s differs from %s in line %d by capitals only"
                                .formatted(name, other, other.line()),
                "choose another name");
        return false;
    }
}

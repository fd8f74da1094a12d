package dev.hedgerow.files;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of the columns of a CSV file, written {@code Type=file} or {@code
 * Type=file:target=column,…}. A target is a property; {@code from} and {@code to} of an edge (whose
 * columns carry those names unless mapped; {@code from=a+b} takes a key of several columns); {@code
 * @id} for the row's id; or {@code _} for a column to leave out. A column that no target names is
 * the property of its own name. Column names with a comma cannot be mapped.
 *
 * @param shape whether rows are nodes or edges
 * @param type the name of the node or edge type
 * @param file the file, which places name
 * @param targets target to column, in the order written; columns left out are in {@code leftOut}
 * @param leftOut the columns to leave out
 * @param nullWords unquoted fields that say no value; a quoted field is always a value
 */
public record CsvMapping(
        Shape shape,
        String type,
        Path file,
        Map<String, String> targets,
        Set<String> leftOut,
        Set<String> nullWords) {
    /** The null words unless configured otherwise: nothing, and {@code NA}. */
    public static final Set<String> NULL_WORDS = Set.of("", "NA");

    static final String FROM = "from";
    static final String TO = "to";
    static final String ID = "@id";
    private static final String LEAVE_OUT = "_";

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9_]*");
    private static final Pattern TARGET = Pattern.compile("@id|[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern COLUMNS = Pattern.compile(":(?=(@id|[A-Za-z_][A-Za-z0-9_]*)=)");

    public CsvMapping {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        leftOut = Set.copyOf(leftOut);
        nullWords = Set.copyOf(nullWords);
    }

    /** Whether rows are nodes or edges. */
    public enum Shape {
        NODE,
        EDGE
    }

    /**
     * The mapping of a file of nodes, for instance {@code Airport=airports.csv:name=airport_name}.
     *
     * @throws HedgerowException {@code INVALID_REQUEST} when it is not written that way
     */
    public static CsvMapping node(String text) {
        return parse(Shape.NODE, text);
    }

    /**
     * The mapping of a file of edges, for instance {@code Route=routes.csv:from=origin,to=dest}.
     *
     * @throws HedgerowException {@code INVALID_REQUEST} when it is not written that way
     */
    public static CsvMapping edge(String text) {
        return parse(Shape.EDGE, text);
    }

    /** This mapping with other null words. */
    public CsvMapping withNullWords(Set<String> words) {
        return new CsvMapping(shape, type, file, targets, leftOut, words);
    }

    /** This mapping for the same content at another place. */
    public CsvMapping withFile(Path path) {
        return new CsvMapping(shape, type, path, targets, leftOut, nullWords);
    }

    private static CsvMapping parse(Shape shape, String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !TYPE.matcher(text.substring(0, equals)).matches()) {
            throw invalid(text, "it begins with a type and =, as in Airport=airports.csv");
        }
        var rest = text.substring(equals + 1);
        var columns = COLUMNS.matcher(rest);
        Optional<String> list = Optional.empty();
        if (columns.find()) {
            list = Optional.of(rest.substring(columns.end()));
            rest = rest.substring(0, columns.start());
        }
        if (rest.isEmpty()) {
            throw invalid(text, "a file follows the =");
        }
        var targets = new LinkedHashMap<String, String>();
        var leftOut = new java.util.LinkedHashSet<String>();
        for (String pair : list.map(it -> it.split(",", -1)).orElse(new String[0])) {
            addPair(text, pair, targets, leftOut);
        }
        return new CsvMapping(
                shape, text.substring(0, equals), path(text, rest), targets, leftOut, NULL_WORDS);
    }

    private static void addPair(
            String text, String pair, Map<String, String> targets, Set<String> leftOut) {
        int equals = pair.indexOf('=');
        var target = equals < 0 ? "" : pair.substring(0, equals);
        var column = pair.substring(equals + 1);
        if (!TARGET.matcher(target).matches() || column.isEmpty()) {
            throw invalid(text, "'" + pair + "' is not of the form property=column");
        }
        if (target.equals(LEAVE_OUT)) {
            leftOut.add(column);
        } else if (targets.putIfAbsent(target, column) != null) {
            throw invalid(text, "'" + target + "' is mapped twice");
        }
    }

    private static Path path(String text, String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw invalid(text, "'" + path + "' is no path: " + e.getReason());
        }
    }

    private static HedgerowException invalid(String text, String expected) {
        return HedgerowException.of(
                Failure.INVALID_REQUEST, "The mapping '" + text + "' is not valid: " + expected);
    }
}

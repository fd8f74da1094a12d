package dev.hedgerow.files;

import dev.hedgerow.kernel.Violation;
import java.util.List;
import java.util.Locale;

/** The refusals of CSV records, in words. */
final class CsvRefusals {
    private CsvRefusals() {}

    /** The record cannot be told from what follows. */
    static Row.BadRow broken(Place place, RuntimeException cause) {
        var reason = reason(cause).toLowerCase(Locale.ROOT);
        Violation violation;
        if (reason.contains(CsvRecords.TOO_LONG)) {
            violation =
                    new Violation(
                            place.toString(),
                            "the record is longer than "
                                    + Csv.MAX_RECORD_CHARACTERS
                                    + " characters",
                            "look for a quote that is not closed");
        } else if (reason.contains("after closing quote")) {
            violation =
                    new Violation(
                            place.toString(),
                            "text follows a closing quote",
                            "write a quote inside a quoted field twice, as in \"a \"\"b\"\" c\"");
        } else if (reason.contains(CsvRecords.TOO_MANY_FIELDS)) {
            violation =
                    new Violation(
                            place.toString(),
                            "the record has more than " + Csv.MAX_COLUMNS + " fields");
        } else {
            violation =
                    new Violation(
                            place.toString(),
                            "a quoted field that begins in this record is not closed",
                            "close it, and write a quote inside a quoted field twice");
        }
        return new Row.BadRow(place, violation);
    }

    private static String reason(Throwable cause) {
        var text = new StringBuilder();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            text.append(at.getMessage()).append('\n');
        }
        return text.toString();
    }

    static Row.BadRow wrongCount(Place place, int expected, int found) {
        return new Row.BadRow(
                place,
                new Violation(
                        place.toString(),
                        "the record has " + found + " fields, the header has " + expected,
                        "put a field that contains a comma or a line end in quotes"));
    }

    static Row.BadRow notUtf8(Place place, String column) {
        return new Row.BadRow(
                place,
                new Violation(
                        place.toString(),
                        "the field of column '" + column + "' is not UTF-8",
                        "save the file as UTF-8"));
    }

    static Row.BadRow noEndpoint(Place place, String end, String column) {
        return new Row.BadRow(
                place,
                new Violation(
                        place.toString(),
                        "the edge has no '" + end + "': column '" + column + "' is empty"));
    }

    static Violation noColumn(Place place, String target, String column, List<String> header) {
        return new Violation(
                place.toString(),
                "there is no column '" + column + "' for '" + target + "'",
                "the columns are " + String.join(", ", header));
    }

    static Violation columnTwice(Place place, String column) {
        return new Violation(
                place.toString(), "the header has the column '" + column + "' twice", "rename one");
    }
}

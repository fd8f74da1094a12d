package dev.hedgerow.engine.ladybug;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Turns the library's words into failures. It has no codes, only messages. */
final class Failures {
    private static final Pattern KIND =
            Pattern.compile("^(?:[A-Z][A-Za-z ]{2,30} [Ee]xception: )+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final List<String> OF_THE_CALLER =
            List.of(
                    "Parser exception",
                    "Binder exception",
                    "Catalog exception",
                    "Conversion exception",
                    "Copy exception",
                    "Overflow exception",
                    "Runtime exception",
                    "Function exception",
                    "Extension exception",
                    "Interval exception",
                    "Not implemented exception",
                    "Property exception",
                    "Test exception");

    private Failures() {}

    /** Why a database could not be opened. */
    static HedgerowException opening(Path file, NativeFailure failure) {
        var words = failure.words();
        if (words.contains("Could not set lock")) {
            return of(
                    Failure.LOCKED,
                    "The database " + file + " is open in another process; stop that one first");
        }
        if (words.contains("not a valid") || words.contains("version")) {
            return of(
                    Failure.CORRUPT,
                    "The file "
                            + file
                            + " is not a database of this engine's version ("
                            + clean(words)
                            + "); delete it and build it again");
        }
        if (words.contains("Mmap for size") || words.contains("max db size")) {
            return of(
                    Failure.LIMIT_EXCEEDED,
                    "The database "
                            + file
                            + " does not fit into its maximum size: "
                            + clean(words));
        }
        return diskFull(words)
                ? of(Failure.DISK_FULL, "The disk of " + file + " is full")
                : of(Failure.ENGINE_FAILED, "The database " + file + ": " + clean(words));
    }

    /** Why a statement failed, other than by interruption. */
    static HedgerowException running(NativeFailure failure) {
        var words = failure.words();
        if (words.contains("buffer pool is full") || words.contains("Mmap for size")) {
            return of(
                    Failure.LIMIT_EXCEEDED,
                    "The statement needs more memory than the database's buffer pool has; ask for"
                            + " less at a time");
        }
        if (words.contains("Only one write transaction at a time")) {
            return of(
                    Failure.LOCKED,
                    "Another session of the database is writing; try again when it has committed");
        }
        if (words.contains("Timeout waiting for active transactions")) {
            return of(Failure.UNAVAILABLE, "Reads stayed open for too long; try again later");
        }
        if (words.contains("prepare multiple statements")) {
            return of(
                    Failure.CYPHER_INVALID,
                    "The text holds several statements; send one at a time");
        }
        if (words.contains("read-only")) {
            return of(Failure.CYPHER_REFUSED, "The statement would write: " + clean(words));
        }
        if (diskFull(words)) {
            return of(Failure.DISK_FULL, "The disk of the database is full");
        }
        boolean callers =
                OF_THE_CALLER.stream().anyMatch(words::startsWith)
                        || words.startsWith("Parameter ")
                        || words.contains("Query is empty");
        return of(callers ? Failure.CYPHER_INVALID : Failure.ENGINE_FAILED, clean(words));
    }

    static boolean isInterruption(NativeFailure failure) {
        return failure.words().contains("Interrupted");
    }

    private static boolean diskFull(String words) {
        return words.contains("No space left on device");
    }

    /** One line without the name of the exception's class. */
    private static String clean(String words) {
        var line = SPACE.matcher(words).replaceAll(" ").strip();
        var text = KIND.matcher(line).replaceFirst("");
        return text.isEmpty() ? line : text;
    }

    private static HedgerowException of(Failure failure, String sentence) {
        return HedgerowException.of(failure, sentence);
    }
}

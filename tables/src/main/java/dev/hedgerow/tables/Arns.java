package dev.hedgerow.tables;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The long names of things. There is one account and one region here: those that tools for trying
 * things out use, so that what was written down with them fits.
 */
final class Arns {
    private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/";
    private static final String STREAM = "/stream/";
    private static final String BACKUP = "/backup/";
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private Arns() {}

    static String table(String name) {
        return TABLE + name;
    }

    static String index(String table, String index) {
        return TABLE + table + "/index/" + index;
    }

    static String stream(String table, String label) {
        return TABLE + table + STREAM + label;
    }

    static String backup(String table, String id) {
        return TABLE + table + BACKUP + id;
    }

    /** What a stream made at the time is called. */
    static String label(long millis) {
        return LABEL.format(Instant.ofEpochMilli(millis));
    }

    /** The name of a table that is given by name or by its long name. */
    static String tableName(String nameOrArn) {
        return nameOrArn.startsWith(TABLE) ? nameOrArn.substring(TABLE.length()) : nameOrArn;
    }

    /** The table of a long name; empty when it is none of a table. */
    static Optional<String> tableOf(String arn) {
        return Optional.of(arn)
                .filter(text -> text.startsWith(TABLE))
                .map(text -> text.substring(TABLE.length()))
                .filter(name -> Constraints.isName(name));
    }

    /**
     * Something of a table that has a name of its own.
     *
     * @param name of the stream or the backup
     */
    record Part(String table, String name) {}

    static Optional<Part> streamOf(String arn) {
        return part(arn, STREAM);
    }

    static Optional<Part> backupOf(String arn) {
        return part(arn, BACKUP);
    }

    private static Optional<Part> part(String arn, String between) {
        int at = arn.indexOf(between);
        if (!arn.startsWith(TABLE) || at < TABLE.length()) {
            return Optional.empty();
        }
        String table = arn.substring(TABLE.length(), at);
        String name = arn.substring(at + between.length());
        return Constraints.isName(table) && !name.isEmpty()
                ? Optional.of(new Part(table, name))
                : Optional.empty();
    }
}

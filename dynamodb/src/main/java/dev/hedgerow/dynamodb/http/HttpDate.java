package dev.hedgerow.dynamodb.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The header {@code Date}, written anew once a second; clients set their clocks by it. */
final class HttpDate {
    private volatile Written written = new Written(Long.MIN_VALUE, "");

    private record Written(long second, String text) {}

    String at(Instant now) {
        Written kept = written;
        if (kept.second != now.getEpochSecond()) {
            kept =
                    new Written(
                            now.getEpochSecond(),
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    now.atZone(ZoneOffset.UTC)));
            written = kept;
        }
        return kept.text;
    }
}

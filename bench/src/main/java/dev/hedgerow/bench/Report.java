package dev.hedgerow.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Where the figures go, a line each. */
record Report(PrintStream out) {
    @SuppressWarnings("AnnotateFormatMethod") // the formats are all here
    void line(String format, Object... values) {
        out.println("  " + String.format(Locale.ROOT, format, values));
    }
}

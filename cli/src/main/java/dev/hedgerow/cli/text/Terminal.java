package dev.hedgerow.cli.text;

import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;

/**
 * Where a command prints.
 *
 * @param outWidth columns of the standard output, 0 when it is no terminal
 * @param errWidth columns of the standard error, 0 when it is no terminal
 */
public record Terminal(
        PrintStream out, PrintStream err, int outWidth, int errWidth, boolean colour) {
    private static final int NARROWEST = 40;

    /**
     * This process's streams. The launcher knows which of them are terminals, and says how wide
     * they are with the properties {@code hedgerow.out} and {@code hedgerow.err}.
     */
    public static Terminal system(Properties properties, Map<String, String> environment) {
        return new Terminal(
                System.out,
                System.err,
                width(properties.getProperty("hedgerow.out", "")),
                width(properties.getProperty("hedgerow.err", "")),
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb"));
    }

    private static int width(String text) {
        try {
            return text.isEmpty() ? 0 : Math.max(NARROWEST, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether results are looked at rather than piped. */
    public boolean live() {
        return outWidth > 0;
    }

    /** Whether progress can be drawn. */
    public boolean liveErr() {
        return errWidth > 0;
    }

    /** The text in bold, where it can be shown. */
    public String bold(String text) {
        return outWidth > 0 && colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** The text faint, where it can be shown. */
    public String faint(String text) {
        return outWidth > 0 && colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}

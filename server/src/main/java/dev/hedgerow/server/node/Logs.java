package dev.hedgerow.server.node;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Where log lines go: warnings to the console, everything to rotated files. */
public final class Logs {
    private static final int FILE_BYTES = 10 << 20;
    private static final int FILES = 5;

    private Logs() {}

    /** Sends log lines to files in the folder, which exists. */
    public static void begin(Path folder) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        var console = new ConsoleHandler();
        console.setLevel(Level.WARNING);
        add(root, console);
        try {
            var files =
                    new FileHandler(
                            folder.resolve("node-%g.log").toString(), FILE_BYTES, FILES, true);
            files.setLevel(Level.INFO);
            add(root, files);
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "Logs cannot be written in " + folder);
        }
        root.setLevel(Level.INFO);
    }

    private static void add(Logger root, Handler handler) {
        handler.setFormatter(new OneLine());
        root.addHandler(handler);
    }

    /** {@code 2026-01-31T12:00:00.123Z WARNING logger message}, then the failure. */
    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var line =
                    new StringBuilder()
                            .append(entry.getInstant())
                            .append(' ')
                            .append(entry.getLevel().getName().toUpperCase(Locale.ROOT))
                            .append(' ')
                            .append(entry.getLoggerName())
                            .append(' ')
                            .append(formatMessage(entry));
            for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
                line.append(" | ").append(cause);
            }
            return line.append('\n').toString();
        }
    }
}

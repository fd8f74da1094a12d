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
import tools.jackson.databind.json.JsonMapper;

/** Where log lines go: warnings to the console, everything to rotated files. */
public final class Logs {
    private static final int FILE_BYTES = 10 << 20;
    private static final int FILES = 5;

    private Logs() {}

    /** Sends log lines to files in the folder, which exists. */
    public static void begin(Path folder, NodeConfiguration.Logging wanted) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        Level least = level(wanted.level());
        var console = new ConsoleHandler();
        console.setLevel(Level.WARNING);
        add(root, console, wanted);
        try {
            var files =
                    new FileHandler(
                            folder.resolve("node-%g.log").toString(), FILE_BYTES, FILES, true);
            files.setLevel(least);
            add(root, files, wanted);
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "Logs cannot be written in " + folder);
        }
        root.setLevel(Level.INFO);
        Logger.getLogger("dev.hedgerow").setLevel(least);
    }

    private static Level level(String word) {
        return switch (word) {
            case "error" -> Level.SEVERE;
            case "warning" -> Level.WARNING;
            case "debug" -> Level.FINE;
            default -> Level.INFO;
        };
    }

    private static void add(Logger root, Handler handler, NodeConfiguration.Logging wanted) {
        handler.setFormatter(wanted.json() ? new JsonLine() : new OneLine());
        root.addHandler(handler);
    }

    /** {@code error}, {@code warning}, {@code info}, {@code debug}. */
    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warning";
        }
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }

    /** {@code 2026-01-31T12:00:00.123Z WARNING logger message}, then the failure. */
    static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var line =
                    new StringBuilder()
                            .append(entry.getInstant())
                            .append(' ')
                            .append(word(entry.getLevel()).toUpperCase(Locale.ROOT))
                            .append(' ')
                            .append(entry.getLoggerName())
                            .append(' ')
                            .append(formatMessage(entry));
            for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
                line.append(" | ").append(cause);
            }
            return line.toString().replace('\n', ' ') + '\n';
        }
    }

    /**
     * {@code {"time", "level", "logger", "message", "error", "at"}}: the failure and its causes in
     * {@code error}, where it was thrown in {@code at}.
     */
    static final class JsonLine extends Formatter {
        private static final JsonMapper JSON = new JsonMapper();
        private static final int FRAMES = 20;

        @Override
        public String format(LogRecord entry) {
            var line = JSON.createObjectNode();
            line.put("time", entry.getInstant().toString());
            line.put("level", word(entry.getLevel()));
            line.put("logger", entry.getLoggerName());
            line.put("message", formatMessage(entry));
            if (entry.getThrown() != null) {
                var causes = line.putArray("error");
                for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
                    causes.add(cause.toString());
                }
                var at = line.putArray("at");
                var frames = entry.getThrown().getStackTrace();
                for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                    at.add(frames[i].toString());
                }
            }
            return line.toString() + '\n';
        }
    }
}

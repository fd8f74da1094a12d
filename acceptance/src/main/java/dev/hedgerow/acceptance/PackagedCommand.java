package dev.hedgerow.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs single commands of the packaged {@code hedgerow} in a folder, each as a process. */
public final class PackagedCommand {
    private static final long MOST_SECONDS = 240;
    private static final Path NOTHING = Path.of("/dev/null");

    private final Path launcher;
    private final Path folder;

    /**
     * @param distribution the folder that holds {@code bin/hedgerow}
     * @param folder the working folder of the commands, which may hold input files
     */
    public PackagedCommand(Path distribution, Path folder) {
        this.launcher = distribution.resolve("bin/hedgerow");
        this.folder = folder;
    }

    /**
     * Runs one command to its end.
     *
     * @param environment what is set beyond the environment of this process
     */
    public Ended run(Map<String, String> environment, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(launcher.toString());
        words.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "command", ".out");
            Path err = Files.createTempFile(folder, "command", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(folder.toFile())
                            .redirectInput(NOTHING.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            int code = code(builder.start());
            return new Ended(code, Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one command against a node. */
    public Ended run(PackagedNode node, String... arguments) {
        return run(
                Map.of("HEDGEROW_URL", node.url(), "HEDGEROW_TOKEN", node.token().orElse("")),
                arguments);
    }

    private static int code(Process process) {
        try {
            if (process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return Ended.NEVER;
    }

    /** How a command ended, and what it printed. */
    public record Ended(int code, String out, String err) {
        /** The code of a command that had to be killed because it did not end. */
        public static final int NEVER = -1;
    }
}

package dev.hedgerow.acceptance;

import dev.hedgerow.client.Address;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged node as a process, on a data folder of its own and a free port. It may be started
 * again after it was stopped or killed; each start has another port. For one thread at a time.
 */
public final class PackagedNode implements AutoCloseable {
    private static final String LISTENING = "hedgerow: listening on ";
    private static final String DYNAMODB = "hedgerow: DynamoDB at ";
    private static final Duration START_MAX = Duration.ofMinutes(4);
    private static final Duration STOP_MAX = Duration.ofSeconds(45);
    private static final int TAIL = 30;

    private final Path launcher;
    private final Path data;
    private final Path log;
    private final World world;
    private final List<String> flags;
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable Process process;
    private String url = "";

    /**
     * @param distribution the folder that holds {@code bin/hedgerow}
     * @param data made at the first start
     */
    public PackagedNode(Path distribution, Path data, World world) {
        this(distribution, data, world, List.of());
    }

    /**
     * @param distribution the folder that holds {@code bin/hedgerow}
     * @param data made at the first start
     * @param flags of {@code hedgerow up}, beside port and data
     */
    public PackagedNode(Path distribution, Path data, World world, List<String> flags) {
        this.launcher = distribution.resolve("bin/hedgerow");
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.world = world;
        this.flags = List.copyOf(flags);
    }

    /** Sets a variable of its environment, from the next start on. */
    public void set(String name, String value) {
        environment.put(name, value);
    }

    /** Starts it and waits until it listens; fails with what it printed when it does not. */
    public void start() {
        Process started = begin();
        Deadline deadline = world.clock().deadline(START_MAX);
        while (!deadline.passed(world.clock())) {
            Optional<String> line =
                    printed().stream().filter(text -> text.startsWith(LISTENING)).findFirst();
            if (line.isPresent()) {
                url = line.orElseThrow().substring(LISTENING.length()).strip();
                return;
            }
            if (!started.isAlive()) {
                break;
            }
            world.clock().sleep(Duration.ofMillis(10));
        }
        throw HedgerowException.of(
                Failure.UNAVAILABLE, "The packaged node did not start; it printed:\n" + logTail());
    }

    /** Begins a start and does not wait for it, so that it can be killed on its way. */
    public Process begin() {
        try {
            Files.writeString(log, "");
            var command =
                    new ArrayList<>(
                            List.of(
                                    launcher.toString(),
                                    "up",
                                    "--port",
                                    "0",
                                    "--data",
                                    data.toString()));
            command.addAll(flags);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process started = builder.start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running);
        }
    }

    /** Asks it to finish, as {@code kill} does, and does not wait. */
    public void terminate() {
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    /** Waits until the process has ended; its exit code, or empty when it did not end in time. */
    public OptionalInt ended() {
        Process running = process;
        return running != null && awaitEnd(running)
                ? OptionalInt.of(running.exitValue())
                : OptionalInt.empty();
    }

    private static boolean awaitEnd(Process running) {
        try {
            return running.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops it, and kills it when it does not stop. */
    @Override
    public void close() {
        terminate();
        if (ended().isEmpty()) {
            kill();
        }
    }

    /**
     * A client with the administrator's token.
     *
     * @param patience how long a call that was lost is repeated; zero does not repeat
     */
    public Hedgerow client(Duration patience) {
        return Hedgerow.at(new Address(Address.url(url), token()), world, patience);
    }

    /** The administrator's token, once the node has made it. */
    public Optional<String> token() {
        return Address.tokenIn(data);
    }

    /** Where it answers DynamoDB's requests since its last start; empty when it does not. */
    public Optional<String> dynamodb() {
        return printed().stream()
                .filter(text -> text.startsWith(DYNAMODB))
                .map(text -> text.substring(DYNAMODB.length(), text.indexOf(',')))
                .findFirst();
    }

    /** Where the node listens since its last start. */
    public String url() {
        return url;
    }

    /** The process, 0 before the first start. */
    public long pid() {
        Process running = process;
        return running == null ? 0 : running.pid();
    }

    public Path data() {
        return data;
    }

    /** The last lines the process printed. */
    public String logTail() {
        List<String> lines = printed();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    private List<String> printed() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

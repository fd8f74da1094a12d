package dev.hedgerow.cli.demo;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node as a process of its own, which outlives this one unless it is stopped. */
final class NodeProcess {
    private static final String LISTENING = "hedgerow: listening on ";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path launcher;
    private final Path data;
    private final Path log;
    private final int port;
    private final World world;
    private @Nullable Process process;
    private String url = "";

    NodeProcess(Path launcher, Path data, int port, World world) {
        this.launcher = launcher;
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.port = port;
        this.world = world;
    }

    /** Starts it, and waits until it says where it listens and takes requests. */
    Hedgerow start() {
        try {
            Files.writeString(log, "");
            process =
                    new ProcessBuilder(
                                    launcher.toString(),
                                    "up",
                                    "--port",
                                    Integer.toString(port),
                                    "--data",
                                    data.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            url = awaitUrl(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var anybody = new Address(Address.url(url), Optional.empty());
        var _ = Hedgerow.at(anybody, world, PATIENCE).node().ready();
        Address address = new Address(anybody.url(), Address.tokenIn(data));
        return Hedgerow.at(address, world, PATIENCE);
    }

    private String awaitUrl(Process started) throws IOException {
        Deadline deadline = world.clock().deadline(START_MAX);
        while (!deadline.passed(world.clock())) {
            Optional<String> line =
                    Files.readString(log)
                            .lines()
                            .filter(text -> text.startsWith(LISTENING))
                            .findFirst();
            if (line.isPresent()) {
                return line.orElseThrow().substring(LISTENING.length()).strip();
            }
            if (!started.isAlive()) {
                break;
            }
            world.clock().sleep(Duration.ofMillis(20));
        }
        throw HedgerowException.of(
                Failure.UNAVAILABLE,
                "The node did not start; what it said is in %s".formatted(log));
    }

    /** Kills it at once, as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            await(running);
        }
    }

    /** Asks it to finish, and kills it when it does not. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!await(running)) {
                kill();
            }
        }
    }

    private static boolean await(Process running) {
        try {
            return running.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String url() {
        return url;
    }

    long pid() {
        Process running = process;
        return running == null ? 0 : running.pid();
    }
}

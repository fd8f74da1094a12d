package dev.hedgerow.cli.demo;

import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}. */
@Command
public final class DemoCommand {
    private final Terminal terminal;
    private final World world;
    private final Supplier<Optional<Path>> data;

    public DemoCommand(Terminal terminal, World world, Supplier<Optional<Path>> data) {
        this.terminal = terminal;
        this.world = world;
        this.data = data;
    }

    @Command(
            name = "demo",
            description = "Start a node and tell its story with real data, in seven steps")
    int demo(
            @Option(names = "--exit", description = "Stop the node at the end") boolean exit,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "0",
                            description = "The node's port; any free one unless said")
                    int port)
            throws IOException {
        Path home = home();
        Path folder = folder();
        Stage stage = new Stage(terminal, world.clock());
        NodeProcess node = new NodeProcess(home.resolve("bin/hedgerow"), folder, port, world);
        boolean told = false;
        try {
            new Story(stage, node, world, home.resolve("examples/flights")).tell();
            told = true;
        } finally {
            if (exit || !told) {
                node.stop();
            }
        }
        if (!exit) {
            stage.farewell(node, folder);
        }
        return 0;
    }

    private static Path home() {
        String home = System.getProperty("hedgerow.home", "");
        if (home.isEmpty()) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "The demo starts a node and must be run by bin/hedgerow");
        }
        return Path.of(home);
    }

    private Path folder() throws IOException {
        Optional<Path> named = data.get();
        if (named.isEmpty()) {
            return Files.createTempDirectory("hedgerow-demo-");
        }
        Path folder = Files.createDirectories(named.orElseThrow());
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "%s is not empty: the demo wants a folder of its own".formatted(folder));
            }
        }
        return folder;
    }
}

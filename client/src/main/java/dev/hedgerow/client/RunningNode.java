package dev.hedgerow.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The file a node writes while it runs, so that commands on the same machine find it. */
record RunningNode(String url, String data, long pid) {
    /** The nodes that run here; only the one of the data folder when one is named. */
    static List<RunningNode> all(Path home, Optional<Path> data) {
        if (data.isPresent()) {
            return read(data.orElseThrow().resolve("node.json")).stream().toList();
        }
        List<RunningNode> found = new ArrayList<>();
        read(Path.of("hedgerow-data", "node.json")).ifPresent(found::add);
        if (!found.isEmpty()) {
            return found;
        }
        try (Stream<Path> files = Files.list(home.resolve(".hedgerow/nodes"))) {
            files.sorted().map(RunningNode::read).flatMap(Optional::stream).forEach(found::add);
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    /** Empty when there is no such file, or the process that wrote it has gone. */
    private static Optional<RunningNode> read(Path file) {
        try {
            RunningNode node = Json.MAPPER.readValue(Files.readString(file), RunningNode.class);
            return ProcessHandle.of(node.pid()).isPresent() ? Optional.of(node) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}

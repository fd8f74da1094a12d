package dev.hedgerow.server.node;

import dev.hedgerow.fleet.Folders;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.service.AccessTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The small files of a node. {@code node.json}, in the data folder and in {@code .hedgerow/nodes}
 * of the home folder, says where it listens while it runs, so that commands find it.
 */
public final class NodeFiles {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");

    private final Path data;
    private final Path home;

    /**
     * Makes the data folder when it is not there.
     *
     * @param home of who runs the node, where commands look for running nodes
     */
    public NodeFiles(Path data, Path home) {
        this.data = data;
        this.home = home;
        try {
            Files.createDirectories(uploads());
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.INPUT_OUTPUT,
                    "The data folder %s cannot be made; choose another with --data"
                            .formatted(data));
        }
    }

    public Path tokenFile() {
        return data.resolve("token");
    }

    /** Where the files of forms lie while they are read. */
    public Path uploads() {
        return data.resolve("uploads");
    }

    public Path logs() {
        return data.resolve("logs");
    }

    /** A folder for what only this process needs, without what earlier ones left. */
    public Path emptiedScratch() {
        Path scratch = data.resolve("scratch");
        Folders.delete(scratch);
        Folders.make(scratch);
        return scratch;
    }

    /**
     * At the first start, the administrator's token; the file is whole or not there. A store that
     * lets nobody in, a restored one for instance, takes the token of the file.
     */
    public void token(AccessTokens tokens) {
        Path made = data.resolve("token.new");
        try {
            if (Files.exists(tokenFile())) {
                if (!tokens.exist()) {
                    tokens.admit(Files.readString(tokenFile()).strip());
                }
                return;
            }
            String token = tokens.issueAdministrator();
            Files.deleteIfExists(made);
            Files.createFile(made, PosixFilePermissions.asFileAttribute(OWNER));
            Files.writeString(made, token + "\n", StandardOpenOption.SYNC);
            Files.move(made, tokenFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(e, tokenFile());
        }
    }

    /** Says where the node listens. */
    public void announce(String url) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("url", url);
        said.put("data", data.toString());
        said.put("pid", ProcessHandle.current().pid());
        byte[] bytes = JSON.writeValueAsString(said).getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(data.resolve("node.json"), bytes);
            Files.createDirectories(inHome().resolveSibling(""));
            Files.write(inHome(), bytes);
        } catch (IOException e) {
            throw failed(e, data.resolve("node.json"));
        }
    }

    /** The node listens no more. */
    public void withdraw() {
        try {
            Files.deleteIfExists(data.resolve("node.json"));
            Files.deleteIfExists(inHome());
        } catch (IOException e) {
            throw failed(e, data.resolve("node.json"));
        }
    }

    private Path inHome() {
        return home.resolve(".hedgerow/nodes").resolve(ProcessHandle.current().pid() + ".json");
    }

    private static HedgerowException failed(IOException e, Path file) {
        return HedgerowException.causedBy(
                e, Failure.INPUT_OUTPUT, "%s cannot be written".formatted(file));
    }
}

package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Backup;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Copies of the truth; what answers Cypher is built from it and needs none. */
public final class BackupUseCases {
    private static final System.Logger LOG = System.getLogger(BackupUseCases.class.getName());

    private final Layers layers;
    private final Gate gate;
    private final Once once;

    BackupUseCases(Layers layers, Gate gate, Once once) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
    }

    /**
     * A backup that was made.
     *
     * @param folder on the node's machine
     * @param stamp the newest transaction in it
     */
    public record Made(String folder, Stamp stamp, long bytes) {}

    /**
     * Copies the store as it is at one moment into a folder of the node's machine, while the node
     * goes on.
     *
     * @param folder an absolute path; nothing is in it, or it is not there
     * @throws HedgerowException ALREADY_EXISTS, DISK_FULL, INPUT_OUTPUT
     */
    public Made backup(Caller caller, String folder, Optional<String> key) {
        gate.checkTenant(caller, Right.ADMINISTER, "back the node up");
        String act = "backup " + folder;
        Optional<String> earlier = once.earlier(caller, key, act);
        if (earlier.isPresent()) {
            return decode(folder, earlier.orElseThrow());
        }
        Backup backup = layers.store().backup(path(folder));
        LOG.log(
                Level.INFO,
                "backup up to {0} in {1} made by {2}",
                backup.stamp(),
                folder,
                caller.actor());
        Once.Told told = once.run(caller, key, act, _ -> backup.stamp() + " " + backup.bytes());
        return decode(folder, told.text());
    }

    private static Made decode(String folder, String told) {
        int space = told.indexOf(' ');
        return new Made(
                folder,
                GraphUseCases.commit(told.substring(0, space)),
                Long.parseLong(told.substring(space + 1)));
    }

    private static Path path(String folder) {
        try {
            Path path = Path.of(folder);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // told below, like one that is not absolute
        }
        throw HedgerowException.of(
                Failure.INVALID_REQUEST,
                "'%s' is not an absolute path of a folder on the node's machine".formatted(folder));
    }
}

package dev.hedgerow.fleet;

import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.util.List;

/**
 * The world of disks. A provider knows nothing of the registry; it keeps a manifest on each volume
 * and refuses who comes with an epoch older than the manifest's.
 *
 * <p>All methods fail with INPUT_OUTPUT or DISK_FULL when the disk does, VOLUME_NOT_FOUND when the
 * volume is not there, CORRUPT when its manifest cannot be read; the sentence names the path.
 */
public interface VolumeProvider extends AutoCloseable {
    /** As in {@link VolumeSpec#provider}. */
    String name();

    /**
     * Makes an empty volume with epoch 0; one with this id that exists is left as it is.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when something else is in its place
     */
    void create(VolumeId volume);

    /**
     * Attaches it here, for one process at a time, and writes the epoch to its manifest. Again with
     * the same or a higher epoch by the same process is harmless. Never makes a volume.
     *
     * @throws dev.hedgerow.kernel.HedgerowException STALE_EPOCH when the manifest has a higher
     *     epoch, or the same of another instance; LOCKED when another process has it
     */
    Attachment attach(VolumeId volume, InstanceId instance, long epoch);

    /**
     * Gives it back; harmless when it is not attached here.
     *
     * @throws dev.hedgerow.kernel.HedgerowException STALE_EPOCH when it was attached again since
     */
    void detach(VolumeId volume, long epoch);

    VolumeDescription describe(VolumeId volume);

    VolumeSpace space(VolumeId volume);

    /** Every volume there is, ordered. */
    List<VolumeId> volumes();

    /**
     * Deletes a volume that holds no graph and is attached nowhere.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when it holds one, LOCKED when it
     *     is attached
     */
    void deleteIfEmpty(VolumeId volume);

    /** Lets go of every volume attached here, as the end of the process would. */
    @Override
    void close();
}

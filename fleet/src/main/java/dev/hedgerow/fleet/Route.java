package dev.hedgerow.fleet;

import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.util.Optional;

/**
 * How to reach a volume.
 *
 * @param epoch of the volume's last attach: whoever serves or writes under another is refused
 * @param host who serves it; empty while it is attached nowhere
 */
public record Route(VolumeId volume, long epoch, Optional<Host> host) {
    /** An instance that has the volume attached, and its address now. */
    public record Host(InstanceId instance, String address) {}
}

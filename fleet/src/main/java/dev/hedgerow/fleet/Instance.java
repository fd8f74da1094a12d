package dev.hedgerow.fleet;

import dev.hedgerow.kernel.InstanceId;
import java.time.Instant;

/**
 * A running node, as the registry has it.
 *
 * @param epoch grows with each incarnation that joins; who acts under an older one is refused
 * @param incarnation the process that joined last
 * @param beat when it was last heard of
 */
public record Instance(
        InstanceId id,
        InstanceSpec spec,
        InstanceState state,
        long epoch,
        String incarnation,
        Instant beat) {
    Instance in(InstanceState next) {
        InstanceState.TRANSITIONS.checked(id, state, next);
        return new Instance(id, spec, next, epoch, incarnation, beat);
    }
}

package dev.hedgerow.fleet;

import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.util.Optional;

/**
 * A disk, as the registry has it.
 *
 * @param expanding whether it is being made larger
 * @param instance who has it, while it is attaching, attached or detaching
 * @param intended whom it is promised to, from the claim until it is attached
 * @param epoch grows with each attach
 */
public record Volume(
        VolumeId id,
        VolumeSpec spec,
        VolumeState state,
        boolean expanding,
        Optional<InstanceId> instance,
        Optional<InstanceId> intended,
        long epoch) {
    Volume available() {
        return next(VolumeState.AVAILABLE, Optional.empty(), Optional.empty(), epoch);
    }

    Volume claimed(InstanceId by) {
        return next(VolumeState.CLAIMED, Optional.empty(), Optional.of(by), epoch);
    }

    Volume attaching(InstanceId by) {
        return next(VolumeState.ATTACHING, Optional.of(by), Optional.of(by), epoch + 1);
    }

    Volume attached() {
        return next(VolumeState.ATTACHED, instance, Optional.empty(), epoch);
    }

    Volume detaching() {
        return next(VolumeState.DETACHING, instance, Optional.empty(), epoch);
    }

    Volume lost() {
        return next(VolumeState.LOST, Optional.empty(), Optional.empty(), epoch);
    }

    Volume retired() {
        return next(VolumeState.RETIRED, Optional.empty(), Optional.empty(), epoch);
    }

    Volume expanding(boolean flag) {
        return new Volume(id, spec, state, flag, instance, intended, epoch);
    }

    private Volume next(
            VolumeState to, Optional<InstanceId> by, Optional<InstanceId> promised, long number) {
        VolumeState.TRANSITIONS.checked(id, state, to);
        return new Volume(id, spec, to, expanding, by, promised, number);
    }
}

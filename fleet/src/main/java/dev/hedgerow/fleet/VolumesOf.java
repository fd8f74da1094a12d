package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import java.util.List;

/** The live volumes of an instance: attaching, attached or detaching there. */
public sealed interface VolumesOf {
    InstanceId instance();

    /** All of them, ordered by id. */
    List<Volume> all();

    /** It has no volume. */
    record None(InstanceId instance) implements VolumesOf {
        @Override
        public List<Volume> all() {
            return List.of();
        }
    }

    record One(InstanceId instance, Volume volume) implements VolumesOf {
        @Override
        public List<Volume> all() {
            return List.of(volume);
        }
    }

    /** Its one volume is being made larger. */
    record Expanding(InstanceId instance, Volume volume) implements VolumesOf {
        @Override
        public List<Volume> all() {
            return List.of(volume);
        }
    }

    record Several(InstanceId instance, List<Volume> all) implements VolumesOf {
        public Several {
            all = List.copyOf(all);
        }
    }

    static VolumesOf of(InstanceId instance, List<Volume> live) {
        if (live.size() > 1) {
            return new Several(instance, live);
        }
        if (live.isEmpty()) {
            return new None(instance);
        }
        Volume only = live.getFirst();
        return only.expanding() ? new Expanding(instance, only) : new One(instance, only);
    }

    /**
     * The one volume, for who can only deal with one that is at rest.
     *
     * @throws HedgerowException VOLUME_NOT_FOUND when there is none; WRONG_STATE when there are
     *     several, naming them, or when it is being expanded
     */
    default Volume only() {
        return switch (this) {
            case One(_, Volume volume) -> volume;
            case None(InstanceId instance) ->
                    throw HedgerowException.of(
                            Failure.VOLUME_NOT_FOUND,
                            "instance %s has no volume; attach one".formatted(instance));
            case Expanding(InstanceId instance, Volume volume) ->
                    throw HedgerowException.of(
                            Failure.WRONG_STATE,
                            "volume %s of instance %s is being expanded; wait until that is done"
                                    .formatted(volume.id(), instance));
            case Several(InstanceId instance, List<Volume> all) ->
                    throw HedgerowException.of(
                            Failure.WRONG_STATE,
                            "instance %s has several volumes, name one of them: %s"
                                    .formatted(instance, all.stream().map(Volume::id).toList()));
        };
    }
}

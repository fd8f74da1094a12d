package dev.hedgerow.fleet;

import dev.hedgerow.fleet.Explanation.Reason;
import dev.hedgerow.fleet.Explanation.Verdict;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Reader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a volume can take a graph of a tier, and how well.
 *
 * <p>What must still hold at commit is read through {@code checked}; free disk, which others report
 * all the time, and the owner's other graphs only weigh, and are read through {@code loose}.
 */
final class Judge {
    /** Graphs of the owner that count for the spread over zones. */
    private static final int SPREAD_MAX = 50;

    private final Reader checked;
    private final Reader loose;
    private final Tier tier;
    private final Map<String, Integer> ownGraphs = new TreeMap<>();
    private int ownGraphsAll;

    Judge(Reader checked, Reader loose, Owner owner, Tier tier) {
        this.checked = checked;
        this.loose = loose;
        this.tier = tier;
        for (Reader.Entry entry :
                loose.scan(Keys.graphsOf(owner), SPREAD_MAX, Reader.Direction.ASCENDING)) {
            VolumeId volume = PlacementRows.named(loose, entry).volume();
            ownGraphs.merge(VolumeRows.named(loose, volume, owner).spec().zone(), 1, Integer::sum);
            ownGraphsAll++;
        }
    }

    Verdict volume(VolumeId id) {
        Volume volume = VolumeRows.named(checked, id, "the index of tier " + tier.name());
        if (volume.expanding()) {
            return rejected(Reason.EXPANDING, "it is being expanded");
        }
        Optional<InstanceId> holder =
                volume.instance().filter(_ -> volume.state() == VolumeState.ATTACHED);
        if (holder.isEmpty()) {
            return rejected(Reason.NOT_ATTACHED, "it is " + Rows.name(volume.state()));
        }
        Instance instance = InstanceRows.holder(checked, holder.get(), id);
        if (instance.state() != InstanceState.READY) {
            return rejected(
                    Reason.INSTANCE_NOT_READY,
                    "its instance %s is %s".formatted(instance.id(), Rows.name(instance.state())));
        }
        int taken = taken(id, tier.slots());
        if (taken >= tier.slots()) {
            return rejected(
                    Reason.NO_FREE_SLOT, "all of its %d slots are taken".formatted(tier.slots()));
        }
        if (full(instance)) {
            return rejected(
                    Reason.INSTANCE_FULL,
                    "instance %s has %d graphs, as many as it may"
                            .formatted(instance.id(), instance.spec().capacity().graphs()));
        }
        return disk(volume, taken);
    }

    /** A subgraph goes where its parent is, without a slot. */
    Verdict subgraph(VolumeId id) {
        Volume volume = VolumeRows.named(checked, id, "the parent graph");
        return new Verdict.Eligible(0, tier.slots() - taken(id, tier.slots()), free(volume));
    }

    private Verdict disk(Volume volume, int taken) {
        Optional<VolumeSpace> space = VolumeRows.space(loose, volume.id());
        if (space.isEmpty()) {
            return rejected(Reason.DISK_UNKNOWN, "its free disk was never reported");
        }
        long free = free(volume);
        if (free < tier.reservedBytes()) {
            return rejected(
                    Reason.TOO_LITTLE_DISK,
                    "%d bytes are free and not promised, two generations need %d"
                            .formatted(free, tier.reservedBytes()));
        }
        int slots = tier.slots() - taken;
        return new Verdict.Eligible(score(volume, space.get(), slots, free), slots, free);
    }

    private int score(Volume volume, VolumeSpace space, int slots, long free) {
        double slotShare = (double) slots / tier.slots();
        double diskShare = (double) free / Math.max(1, space.bytes());
        int inZone = ownGraphs.getOrDefault(volume.spec().zone(), 0);
        double spread = 1 - (double) inZone / Math.max(1, ownGraphsAll);
        return (int) Math.round(500 * slotShare + 300 * diskShare + 200 * spread);
    }

    private long free(Volume volume) {
        long promised = 0;
        for (Reader.Entry entry : loose.stream(Keys.graphsOn(volume.id()))) {
            promised += PlacementRows.promised(entry);
        }
        long free = VolumeRows.space(loose, volume.id()).map(VolumeSpace::freeBytes).orElse(0L);
        return Math.max(0, free - promised);
    }

    private int taken(VolumeId volume, int limit) {
        return checked.scan(Keys.slotsOf(volume), limit, Reader.Direction.ASCENDING).size();
    }

    private boolean full(Instance instance) {
        int left = instance.spec().capacity().graphs();
        for (Volume volume : VolumeRows.of(checked, instance.id())) {
            if (left > 0) {
                left -= taken(volume.id(), left);
            }
        }
        return left <= 0;
    }

    private static Verdict rejected(Reason reason, String sentence) {
        return new Verdict.Rejected(reason, sentence);
    }
}

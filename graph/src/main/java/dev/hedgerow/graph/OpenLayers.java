package dev.hedgerow.graph;

import dev.hedgerow.graph.Layers.Layer;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One moment of a branch, held open by a snapshot for itself and one for each ancestor. */
final class OpenLayers implements AutoCloseable {
    private final BranchRecord branch;
    private final Layers layers;
    private final List<Snapshot> snapshots;

    private OpenLayers(BranchRecord branch, Layers layers, List<Snapshot> snapshots) {
        this.branch = branch;
        this.layers = layers;
        this.snapshots = snapshots;
    }

    static OpenLayers open(Home home, ViewAddress address) {
        var snapshots = new ArrayList<Snapshot>();
        try {
            Snapshot now = keep(snapshots, home.store().snapshot());
            Moment moment = Moment.resolve(now, home.id(), address, home.world().clock());
            BranchRecord branch = moment.branch();
            Snapshot top =
                    moment.at().equals(now.stamp())
                            ? now
                            : keep(snapshots, home.store().snapshot(moment.at()));
            var layers = new ArrayList<Layer>();
            layers.add(new Layer(new BranchSpace(home.id(), branch.number()), top));
            for (BranchRecord.Ancestor ancestor : branch.ancestors()) {
                Stamp upTo = BranchRecord.min(ancestor.upTo(), moment.at());
                Snapshot below = keep(snapshots, home.store().snapshot(upTo));
                layers.add(new Layer(new BranchSpace(home.id(), ancestor.branch()), below));
            }
            BranchRecord then = BranchRecord.find(top, home.id(), branch.name()).orElse(branch);
            return new OpenLayers(then, new Layers(layers), snapshots);
        } catch (RuntimeException e) {
            snapshots.forEach(Snapshot::close);
            throw e;
        }
    }

    private static Snapshot keep(List<Snapshot> snapshots, Snapshot snapshot) {
        snapshots.add(snapshot);
        return snapshot;
    }

    /** The branch up to the moment, and what is below it. */
    List<BranchRecord.Ancestor> lineage() {
        return branch.lineage(layers.layers().getFirst().reader().stamp());
    }

    /** The branch's row as of the moment. */
    BranchRecord branch() {
        return branch;
    }

    /** The name of the branch that a layer belongs to. */
    String nameOf(Layer layer) {
        return branch.nameOf(layer.space().branch());
    }

    Layers layers() {
        return layers;
    }

    /** The newest commit that is seen; empty before the graph's first. */
    Optional<Stamp> head() {
        return layers.get(BranchSpace::head).map(entry -> entry.tuple().stamp(0));
    }

    @Override
    public void close() {
        snapshots.forEach(Snapshot::close);
    }
}

package dev.hedgerow.service;

import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.Page;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.fleet.VolumeSpace;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.kernel.InstanceId;
import java.util.List;
import java.util.Optional;

/** Where graphs live. */
public final class FleetUseCases {
    private final Layers layers;
    private final Gate gate;

    FleetUseCases(Layers layers, Gate gate) {
        this.layers = layers;
        this.gate = gate;
    }

    /** A placement with the graph's name. */
    public record Placed(String name, Placement placement) {}

    /**
     * A volume with what is on it.
     *
     * @param graphs how many there are, subgraphs included; not counted beyond a page
     * @param slots how many graphs it may hold; 0 when its tier is not known here
     * @param space of its disk, as last reported
     */
    public record Filled(Volume volume, int graphs, int slots, Optional<VolumeSpace> space) {}

    /** What is on a volume. */
    public Filled filled(Caller caller, Volume volume) {
        gate.checkTenant(caller, Right.READ, "list volumes");
        int graphs = layers.fleet().graphsOn(volume.id(), Page.Request.first(1000)).items().size();
        int slots = layers.fleet().tier(volume.spec().tier()).map(Tier::slots).orElse(0);
        return new Filled(volume, graphs, slots, layers.fleet().space(volume.id()));
    }

    public Page<Instance> instances(Caller caller, Page.Request page) {
        gate.checkTenant(caller, Right.READ, "list instances");
        return layers.fleet().instances(page);
    }

    public Page<Volume> volumes(Caller caller, Page.Request page) {
        gate.checkTenant(caller, Right.READ, "list volumes");
        return layers.fleet().volumes(page);
    }

    /** The live volumes of an instance. */
    public List<Volume> volumesOf(Caller caller, InstanceId instance) {
        gate.checkTenant(caller, Right.READ, "list volumes");
        return layers.fleet().volumesOf(instance).all();
    }

    public Placed placement(Caller caller, String graph) {
        Graph open = gate.graph(caller, Right.READ, "locate a graph", graph);
        return new Placed(open.entry().name(), layers.fleet().locate(open.id()));
    }
}

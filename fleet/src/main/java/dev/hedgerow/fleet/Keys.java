package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;

/** The keys of the package page. */
final class Keys {
    private static final Subspace FLEET = new Subspace(17, "fleet");

    static final KeyRange INSTANCES = below("instance");
    static final KeyRange VOLUMES = below("volume");
    static final KeyRange PLACEMENTS = below("placement");

    private Keys() {}

    static Key instance(InstanceId id) {
        return FLEET.key("instance", id.value());
    }

    static Key beat(InstanceId id) {
        return FLEET.key("beat", id.value());
    }

    static Key tierInstance(String tier, InstanceId id) {
        return FLEET.key("tier-instance", tier, id.value());
    }

    static Key volume(VolumeId id) {
        return FLEET.key("volume", id.value());
    }

    static Key space(VolumeId id) {
        return FLEET.key("space", id.value());
    }

    static Key tierVolume(String tier, VolumeId id) {
        return FLEET.key("tier-volume", tier, id.value());
    }

    static KeyRange volumesOfTier(String tier) {
        return below("tier-volume", tier);
    }

    static Key instanceVolume(InstanceId instance, VolumeId id) {
        return FLEET.key("instance-volume", instance.value(), id.value());
    }

    static KeyRange volumesOf(InstanceId instance) {
        return below("instance-volume", instance.value());
    }

    static Key placement(GraphId graph) {
        return FLEET.key("placement", graph.value());
    }

    static Key volumeGraph(VolumeId volume, boolean subgraph, GraphId graph) {
        return FLEET.key("volume-graph", volume.value(), subgraph, graph.value());
    }

    /** Slots and subgraphs alike. */
    static KeyRange graphsOn(VolumeId volume) {
        return below("volume-graph", volume.value());
    }

    static KeyRange slotsOf(VolumeId volume) {
        return below("volume-graph", volume.value(), false);
    }

    static Key parentGraph(GraphId parent, GraphId graph) {
        return FLEET.key("parent-graph", parent.value(), graph.value());
    }

    static KeyRange subgraphsOf(GraphId parent) {
        return below("parent-graph", parent.value());
    }

    static Key ownerGraph(Owner owner, GraphId graph) {
        return FLEET.key("owner-graph", owner.tenant(), owner.name(), graph.value());
    }

    static KeyRange graphsOf(Owner owner) {
        return below("owner-graph", owner.tenant(), owner.name());
    }

    /** The last element of an index key: the id it is about. */
    static String last(Key key) {
        Tuple tuple = key.tuple();
        return tuple.string(tuple.size() - 1);
    }

    private static KeyRange below(Object... prefix) {
        return KeyRange.below(FLEET, Tuple.of(prefix));
    }
}

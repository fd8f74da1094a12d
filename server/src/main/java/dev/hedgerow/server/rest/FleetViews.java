package dev.hedgerow.server.rest;

import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.service.FleetUseCases;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances, volumes and placements as JSON. */
final class FleetViews {
    private FleetViews() {}

    static Map<String, @Nullable Object> instance(Instance instance, List<Volume> volumes) {
        var spec = instance.spec();
        return new JsonObject()
                .put("id", instance.id().value())
                .put("state", ProjectionViews.word(instance.state()))
                .put("address", spec.address())
                .put("zone", spec.zone())
                .put("tier", spec.tier())
                .put(
                        "capacity",
                        new JsonObject()
                                .put("graphs", spec.capacity().graphs())
                                .put("bytes", spec.capacity().bytes())
                                .put("memoryBytes", spec.capacity().memoryBytes())
                                .map())
                .time("heartbeatAt", instance.beat())
                .put("epoch", instance.epoch())
                .put("volumes", volumes.stream().map(each -> each.id().value()).toList())
                .map();
    }

    static Map<String, @Nullable Object> volume(FleetUseCases.Filled filled) {
        Volume volume = filled.volume();
        var view = new JsonObject();
        filled.space()
                .ifPresent(space ->
                        view.put("sizeBytes", space.bytes())
                                .put("usedBytes", space.bytes() - space.freeBytes()));
        return view.put("id", volume.id().value())
                .put("state", ProjectionViews.word(volume.state()))
                .put("expanding", volume.expanding())
                .put("zone", volume.spec().zone())
                .put("tier", volume.spec().tier())
                .put("graphs", filled.graphs())
                .put("slots", filled.slots())
                .put("instance", volume.instance().map(InstanceId::value))
                .put("epoch", volume.epoch())
                .map();
    }

    static Map<String, @Nullable Object> placement(FleetUseCases.Placed placed) {
        Placement placement = placed.placement();
        return new JsonObject()
                .put("graph", placement.graph().value())
                .put("name", placed.name())
                .put("owner", placement.owner().name())
                .put("tenant", placement.owner().tenant())
                .put("volume", placement.volume().value())
                .put("instance", placement.route().host().map(host -> host.instance().value()))
                .put("parent", placement.parent().map(GraphId::value))
                .put("subgraph", placement.subgraph())
                .put("state", ProjectionViews.word(placement.state()))
                .put("epoch", placement.epoch())
                .put("route", placement.route().host().map(host -> host.address()))
                .map();
    }
}

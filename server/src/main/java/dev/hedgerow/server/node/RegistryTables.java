package dev.hedgerow.server.node;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.Page;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.SystemTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The registries as tables that any client of DynamoDB can read. */
final class RegistryTables {
    private static final String INSTANCE = "instanceId";
    private static final String VOLUME = "volumeId";
    private static final String GRAPH = "graphId";
    private static final String TIER = "tier";

    private RegistryTables() {}

    static List<SystemTable> of(Fleet fleet, Operations operations) {
        return List.of(
                new Registry<>(
                        new Shape(
                                "hedgerow-instances",
                                INSTANCE,
                                List.of(new SystemTable.Index("tier-index", TIER, INSTANCE))),
                        (reader, id) ->
                                InstanceId.matches(id)
                                        ? fleet.instance(reader, new InstanceId(id))
                                        : Optional.empty(),
                        (reader, after, limit) ->
                                fleet.instances(reader, new Page.Request(after, limit)).items(),
                        RegistryTables::instance),
                new Registry<>(
                        new Shape(
                                "hedgerow-volumes",
                                VOLUME,
                                List.of(
                                        new SystemTable.Index("instance-index", INSTANCE, VOLUME),
                                        new SystemTable.Index("tier-index", TIER, VOLUME))),
                        (reader, id) ->
                                VolumeId.matches(id)
                                        ? fleet.volume(reader, new VolumeId(id))
                                        : Optional.empty(),
                        (reader, after, limit) ->
                                fleet.volumes(reader, new Page.Request(after, limit)).items(),
                        RegistryTables::volume),
                new Registry<>(
                        new Shape(
                                "hedgerow-placements",
                                GRAPH,
                                List.of(
                                        new SystemTable.Index("instance-index", INSTANCE, GRAPH),
                                        new SystemTable.Index("tier-index", TIER, GRAPH),
                                        new SystemTable.Index("owner-index", "owner", GRAPH))),
                        (reader, id) ->
                                GraphId.matches(id)
                                        ? fleet.placement(reader, new GraphId(id))
                                        : Optional.empty(),
                        (reader, after, limit) ->
                                fleet.placements(reader, new Page.Request(after, limit)).items(),
                        RegistryTables::placement),
                new OperationsTable(operations));
    }

    /** What a table looks like. */
    private record Shape(String name, String key, List<SystemTable.Index> indexes) {}

    private interface Find<T> {
        Optional<T> find(Reader reader, String id);
    }

    private interface Some<T> {
        List<T> rows(Reader reader, Optional<String> after, int limit);
    }

    private interface Item<T> {
        Map<String, Object> of(T row);
    }

    private record Registry<T>(Shape shape, Find<T> one, Some<T> some, Item<T> item)
            implements SystemTable {
        @Override
        public String name() {
            return shape.name();
        }

        @Override
        public String key() {
            return shape.key();
        }

        @Override
        public List<Index> indexes() {
            return shape.indexes();
        }

        @Override
        public Optional<Map<String, Object>> find(Reader reader, String key) {
            return one.find(reader, key).map(item::of);
        }

        @Override
        public List<Map<String, Object>> rows(Reader reader, Optional<String> after, int limit) {
            return some.rows(reader, after, limit).stream().map(item::of).toList();
        }
    }

    private static Map<String, Object> instance(Instance row) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(INSTANCE, row.id().value());
        item.put("state", word(row.state()));
        item.put("address", row.spec().address());
        item.put("zone", row.spec().zone());
        item.put(TIER, row.spec().tier());
        item.put("graphsMax", row.spec().capacity().graphs());
        item.put("bytes", row.spec().capacity().bytes());
        item.put("memoryBytes", row.spec().capacity().memoryBytes());
        item.put("labels", row.spec().labels());
        item.put("heartbeatAt", row.beat().toString());
        item.put("incarnation", row.incarnation());
        item.put("epoch", row.epoch());
        return item;
    }

    private static Map<String, Object> volume(Volume row) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(VOLUME, row.id().value());
        item.put("state", word(row.state()));
        item.put("zone", row.spec().zone());
        item.put(TIER, row.spec().tier());
        item.put("provider", row.spec().provider());
        item.put("expanding", row.expanding());
        row.instance().ifPresent(id -> item.put(INSTANCE, id.value()));
        row.intended().ifPresent(id -> item.put("intendedInstanceId", id.value()));
        item.put("epoch", row.epoch());
        return item;
    }

    private static Map<String, Object> placement(Placement row) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(GRAPH, row.graph().value());
        item.put("state", word(row.state()));
        item.put("owner", row.owner().toString());
        item.put("tenant", row.owner().tenant());
        item.put(TIER, row.tier());
        row.parent().ifPresent(graph -> item.put("parentGraphId", graph.value()));
        item.put(VOLUME, row.volume().value());
        row.route()
                .host()
                .ifPresent(host -> {
                    item.put(INSTANCE, host.instance().value());
                    item.put("address", host.address());
                });
        item.put("epoch", row.epoch());
        return item;
    }

    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

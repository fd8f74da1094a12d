package dev.hedgerow.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What holds at every moment: the index keys are exactly those that the rows ask for. */
final class Invariants {
    private static final Subspace FLEET = new Subspace(17, "fleet");

    private Invariants() {}

    static void check(Store store) {
        var rows = new TreeSet<Key>();
        var actual = new TreeSet<Key>();
        var expected = new TreeSet<Key>();
        var slots = new TreeMap<String, Integer>();
        store.transact(tx -> {
            for (Reader.Entry entry : tx.stream(KeyRange.all(FLEET))) {
                boolean row =
                        Set.of("instance", "beat", "volume", "space", "placement")
                                .contains(entry.key().tuple().string(0));
                (row ? rows : actual).add(entry.key());
            }
            rows.forEach(key -> expect(tx, key, expected, slots));
            return rows.size();
        });
        assertThat(actual).isEqualTo(expected);
        assertThat(slots.values()).allMatch(taken -> taken <= Site.LARGE.slots());
    }

    private static void expect(
            Reader reader, Key key, Set<Key> expected, Map<String, Integer> slots) {
        String id = Keys.last(key);
        switch (key.tuple().string(0)) {
            case "placement" -> expect(reader, new GraphId(id), expected, slots);
            case "volume" -> {
                Volume volume = VolumeRows.require(reader, new VolumeId(id));
                expected.add(Keys.tierVolume(volume.spec().tier(), volume.id()));
                volume.instance()
                        .ifPresent(by -> expected.add(Keys.instanceVolume(by, volume.id())));
                assertThat(volume.instance().isPresent()).isEqualTo(volume.state().live());
            }
            case "instance" -> {
                var instance = new InstanceId(id);
                expected.add(
                        Keys.tierInstance(
                                InstanceRows.require(reader, instance).spec().tier(), instance));
            }
            default -> {}
        }
    }

    private static void expect(
            Reader reader, GraphId graph, Set<Key> expected, Map<String, Integer> slots) {
        PlacementRow row = PlacementRows.require(reader, graph);
        if (row.state() != PlacementState.DELETED) {
            expected.add(Keys.volumeGraph(row.volume(), row.subgraph(), graph));
            if (!row.subgraph()) {
                slots.merge(row.volume().value(), 1, Integer::sum);
            }
        }
        if (!row.state().tombstone()) {
            expected.add(Keys.ownerGraph(row.request().owner(), graph));
            row.request().parent().ifPresent(up -> expected.add(Keys.parentGraph(up, graph)));
        }
    }
}

package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** Random writes to few keys, and what the store must show of them at any moment. */
final class History {
    static final Subspace SPACE = new Subspace(100, "test");
    private static final int KEYS = 12;

    private final TreeMap<Key, TreeMap<Stamp, Optional<Integer>>> versions = new TreeMap<>();
    private final TreeSet<Stamp> stamps = new TreeSet<>();
    private final Random random;
    private int number;

    History(Random random) {
        this.random = random;
    }

    NavigableSet<Stamp> stamps() {
        return stamps;
    }

    Stamp any() {
        return new ArrayList<>(stamps).get(random.nextInt(stamps.size()));
    }

    void write(Store store, int transactions) {
        for (int i = 0; i < transactions; i++) {
            var changes = new TreeMap<Key, Optional<Integer>>();
            for (int keys = random.nextInt(1, 4); keys > 0; keys--) {
                Key key = SPACE.key(Integer.toString(random.nextInt(KEYS), 2));
                changes.put(key, random.nextInt(3) == 0 ? Optional.empty() : Optional.of(number++));
            }
            Stamp stamp =
                    store.transact(
                                    TransactionOptions.DEFAULT,
                                    tx -> {
                                        changes.forEach((key, value) -> write(tx, key, value));
                                        return true;
                                    })
                            .stamp();
            stamps.add(stamp);
            changes.forEach((key, value) ->
                    versions.computeIfAbsent(key, _ -> new TreeMap<>()).put(stamp, value));
        }
    }

    private static void write(Transaction tx, Key key, Optional<Integer> value) {
        value.ifPresentOrElse(v -> tx.put(key, Tuple.of(v)), () -> tx.delete(key));
    }

    /** What there is at the moment, as text. */
    String at(Stamp stamp) {
        var lines = new ArrayList<String>();
        versions.forEach((key, history) -> {
            var version = history.floorEntry(stamp);
            if (version != null && version.getValue().isPresent()) {
                lines.add(line(key, Tuple.of(version.getValue().get()), version.getKey()));
            }
        });
        return String.join("\n", lines);
    }

    /** What the reader shows, as the same text. */
    static String seen(Reader reader) {
        var lines = new ArrayList<String>();
        reader.stream(KeyRange.all(SPACE))
                .forEach(entry -> lines.add(line(entry.key(), entry.tuple(), entry.stamp())));
        return String.join("\n", lines);
    }

    private static String line(Key key, Tuple value, Stamp stamp) {
        return "%s = %s @ %s".formatted(key, value, stamp);
    }

    /** How many versions are enough to show every one of these moments. */
    int needed(NavigableSet<Stamp> readable) {
        int count = 0;
        for (var history : versions.values()) {
            List<Stamp> kept =
                    history.navigableKeySet().stream()
                            .filter(version ->
                                    readable.stream().anyMatch(at -> shows(history, at, version)))
                            .toList();
            var gone = new TreeSet<Stamp>();
            history.forEach((stamp, value) -> {
                if (value.isEmpty()) {
                    gone.add(stamp);
                }
            });
            int first = 0;
            while (first < kept.size() && gone.contains(kept.get(first))) {
                first++;
            }
            count += kept.size() - first;
        }
        return count;
    }

    private static boolean shows(NavigableMap<Stamp, ?> history, Stamp at, Stamp version) {
        return version.equals(history.floorKey(at));
    }
}

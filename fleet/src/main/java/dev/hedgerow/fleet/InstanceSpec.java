package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an instance says about itself when it joins.
 *
 * @param address where others reach it, {@code host:port}
 * @param labels at most {@link #LABELS_MAX}, kept sorted
 */
public record InstanceSpec(
        String address, String zone, String tier, Capacity capacity, Map<String, String> labels) {
    public static final int LABELS_MAX = 32;

    public InstanceSpec {
        Names.text("an address", address);
        Names.word("zone", zone);
        Names.word("tier", tier);
        if (labels.size() > LABELS_MAX) {
            throw HedgerowException.of(
                    Failure.LIMIT_EXCEEDED,
                    "an instance has at most %d labels, not %d"
                            .formatted(LABELS_MAX, labels.size()));
        }
        labels.forEach((name, value) -> {
            Names.word("label", name);
            Names.text("a label", value);
        });
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}

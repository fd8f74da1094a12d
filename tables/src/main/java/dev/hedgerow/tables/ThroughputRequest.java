package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import org.jspecify.annotations.Nullable;

/** Units that a request asks for, as they were read. */
record ThroughputRequest(@Nullable Long reads, @Nullable Long writes) {
    private static final long UNITS_MAX = 1_000_000_000_000L;

    static ThroughputRequest read(JsonInput input) {
        var parts = new Long[2];
        input.structure((name, value) -> {
            switch (name) {
                case "ReadCapacityUnits" -> parts[0] = value.whole();
                case "WriteCapacityUnits" -> parts[1] = value.whole();
                default -> value.skip();
            }
        });
        return new ThroughputRequest(parts[0], parts[1]);
    }

    void check(Constraints constraints, String place) {
        constraints
                .notNull(place + ".writeCapacityUnits", writes)
                .atLeast(place + ".writeCapacityUnits", writes, 1)
                .notNull(place + ".readCapacityUnits", reads)
                .atLeast(place + ".readCapacityUnits", reads, 1);
    }

    /** Refuses what nobody can be given. */
    void checkBounds() {
        if (Checks.present(reads) > UNITS_MAX) {
            throw Sentence.THROUGHPUT_BOUNDS.refusal(Checks.present(reads), "ReadCapacityUnits");
        }
        if (Checks.present(writes) > UNITS_MAX) {
            throw Sentence.THROUGHPUT_BOUNDS.refusal(Checks.present(writes), "WriteCapacityUnits");
        }
    }

    Throughput units() {
        return new Throughput(Checks.present(reads), Checks.present(writes));
    }
}

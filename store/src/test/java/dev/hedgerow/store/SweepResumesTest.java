package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** A process that ends in the middle of collecting. */
@Timeout(300)
final class SweepResumesTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final int KEYS = 10_000;
    private static final int STEPS_BEFORE_THE_END = 3;
    private static final StoreOptions EAGER =
            StoreOptions.DEFAULT.withRetention(Duration.ZERO).withPace(Duration.ofMillis(1));
    private static final StoreOptions LAZY = EAGER.withPace(Duration.ofDays(9));

    private final Queue<String> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();

    /** Notes where each step of collecting ends, and fails after some of them when it is to end. */
    private Storage watched(Storage storage, boolean ends) {
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("write")) {
                                watch((Batch) arguments[0], ends);
                            }
                            try {
                                return method.invoke(storage, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void watch(Batch batch, boolean ends) {
        for (var write : batch.writes()) {
            if (write instanceof Batch.Put(byte[] key, byte[] value)
                    && Arrays.equals(key, Layout.SWEPT)) {
                if (ends && steps.size() == STEPS_BEFORE_THE_END) {
                    ended.incrementAndGet();
                    throw HedgerowException.of(Failure.INPUT_OUTPUT, "the process has ended");
                }
                steps.add(HexFormat.of().formatHex(value));
            }
        }
    }

    private static void write(Store store, long value) {
        for (int from = 0; from < KEYS; from += 5_000) {
            int first = from;
            store.transact(tx -> {
                for (int i = first; i < first + 5_000; i++) {
                    tx.put(SPACE.key(i), Tuple.of(value));
                }
                return first;
            });
        }
    }

    @EveryStore
    void K11_collectingGoesOnWhereItStopped(StoreKind kind) {
        try (var place = kind.place()) {
            try (var store = place.open(LAZY)) {
                write(store, 1);
                write(store, 2);
            }
            try (var _ = new EmbeddedStore(watched(place.storage(), true), World.system(), EAGER)) {
                while (ended.get() == 0) {
                    Thread.onSpinWait();
                }
            }
            int left = place.versions(SPACE);
            assertThat(left).isBetween(KEYS + 1, 2 * KEYS - 1);
            String last = List.copyOf(steps).getLast();
            steps.clear();
            try (var _ =
                    new EmbeddedStore(watched(place.storage(), false), World.system(), EAGER)) {
                while (steps.stream().noneMatch("01"::equals)) {
                    Thread.onSpinWait();
                }
            }
            assertThat(place.versions(SPACE)).isEqualTo(KEYS);
            assertThat(steps.stream().takeWhile(step -> !step.equals("01")))
                    .as("no step ends before the one at which it stopped")
                    .isNotEmpty()
                    .allMatch(step -> step.compareTo(last) > 0);
        }
    }
}

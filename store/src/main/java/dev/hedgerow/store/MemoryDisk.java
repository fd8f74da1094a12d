package dev.hedgerow.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Staging;
import dev.hedgerow.store.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A simulated disk: the second implementation of the storage port, for playing crashes. It outlives
 * the stores opened on it. What was not synced is lost by {@link #crash}; faults are switched on
 * and off by the test. The time that a write takes passes on the given clock.
 */
public final class MemoryDisk {
    private final ConcurrentSkipListMap<byte[], byte[]> live =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final ConcurrentSkipListMap<byte[], byte[]> durable =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final List<Batch> unsynced = new ArrayList<>();
    private final Clock clock;
    private final AtomicInteger power = new AtomicInteger();
    private final AtomicLong steps = new AtomicLong();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean full;
    private volatile boolean low;
    private volatile boolean rotten;
    private volatile boolean failing;
    private volatile boolean syncLies;
    private volatile boolean cold;

    public MemoryDisk(Clock clock) {
        this.clock = clock;
    }

    /** Power fails: of the writes that were not synced a prefix survives, drawn by chance. */
    public void crash(RandomGenerator chance) {
        power.incrementAndGet();
        int kept = unsynced.isEmpty() ? 0 : chance.nextInt(unsynced.size() + 1);
        unsynced.subList(0, kept).forEach(batch -> apply(batch, durable));
        unsynced.clear();
        live.clear();
        live.putAll(durable);
    }

    /** How long each write takes. */
    public void latency(Duration duration) {
        latency = duration;
    }

    /** Whether writes fail for want of space; every second one happens nonetheless. */
    public void full(boolean isFull) {
        full = isFull;
    }

    /** Whether there is so little space left that nobody should write. */
    public void low(boolean isLow) {
        low = isLow;
    }

    /** Whether what is read fails its checksum. */
    public void rotten(boolean isRotten) {
        rotten = isRotten;
    }

    /**
     * Whether writes fail half way. What was written so far is found when the disk is opened again,
     * unless the power fails first.
     */
    public void failing(boolean fails) {
        failing = fails;
    }

    /** Whether the disk says it synced and did not: the fault that no store survives. */
    public void syncLies(boolean lies) {
        syncLies = lies;
    }

    /** Whether nothing of it is in memory for those who must not wait. */
    public void cold(boolean isCold) {
        cold = isCold;
    }

    /** How often somebody went to an entry, by looking for it or from the one beside it. */
    public long steps() {
        return steps.get();
    }

    Storage attach() {
        // what a dead process left without a sync is still in the machine; recovery writes it down
        unsynced.forEach(batch -> apply(batch, live));
        sync();
        return new MemoryStorage(power.get());
    }

    private void sync() {
        if (!syncLies) {
            unsynced.forEach(batch -> apply(batch, durable));
            unsynced.clear();
        }
    }

    private static void apply(Batch batch, Map<byte[], byte[]> to) {
        for (var write : batch.writes()) {
            switch (write) {
                case Batch.Put(byte[] key, byte[] value) -> to.put(key, value);
                case Batch.Delete(byte[] key) -> to.remove(key);
            }
        }
    }

    private final class MemoryStorage implements Storage {
        private final int attachedAt;

        /** Not the disk's: a thread that dies with its node holds it for ever. */
        private final ReentrantLock writing = new ReentrantLock();

        private int refused;
        private boolean closed;
        private volatile boolean damaged;

        MemoryStorage(int attachedAt) {
            this.attachedAt = attachedAt;
        }

        @Override
        public void check() {
            if (closed || attachedAt != power.get()) {
                throw HedgerowException.of(Failure.SHUTTING_DOWN, "The store is closed");
            }
            if (damaged) {
                throw HedgerowException.of(
                        Failure.CORRUPT, "The store serves nothing any more: its data is damaged");
            }
        }

        private void checkSum() {
            check();
            damaged = rotten;
            check();
        }

        @Override
        public boolean hasRoom() {
            return !low;
        }

        @Override
        public Optional<byte[]> read(byte[] key) {
            checkSum();
            return Optional.ofNullable(live.get(key));
        }

        @Override
        public Cursor cursor() {
            check();
            return new MemoryCursor(this, false);
        }

        @Override
        public Cursor cursorInMemory() {
            check();
            return new MemoryCursor(this, true);
        }

        @Override
        public Optional<byte[]> middle(byte[] from, byte[] to, long bytesMin) {
            var between = live.subMap(from, to);
            long all = bytes(between);
            long before = 0;
            for (var entry : between.entrySet()) {
                before += entry.getKey().length + entry.getValue().length;
                if (2 * before >= all) {
                    return all < bytesMin ? Optional.empty() : Optional.of(entry.getKey());
                }
            }
            return Optional.empty();
        }

        private static long bytes(Map<byte[], byte[]> entries) {
            return entries.entrySet().stream()
                    .mapToLong(entry -> entry.getKey().length + entry.getValue().length)
                    .sum();
        }

        @Override
        public void write(Batch batch) {
            writing.lock();
            try {
                writeAlone(batch);
            } finally {
                writing.unlock();
            }
        }

        private void writeAlone(Batch batch) {
            check();
            boolean lacksRoom = full;
            if (lacksRoom && refused++ % 2 == 0) {
                throw HedgerowException.of(Failure.DISK_FULL, "The store could not be written");
            }
            unsynced.add(batch);
            if (latency.isPositive()) {
                clock.sleep(latency);
                check();
            }
            if (failing) {
                throw HedgerowException.of(
                        Failure.INPUT_OUTPUT, "The store could not be written: the disk failed");
            }
            apply(batch, live);
            sync();
            if (lacksRoom) {
                throw HedgerowException.of(Failure.DISK_FULL, "The store could not be written");
            }
        }

        @Override
        public Staging stage(String name) {
            check();
            return new MemoryStaging(this);
        }

        @Override
        public void compact() {
            check();
        }

        @Override
        public void checkpoint(Path folder) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST, "A simulated disk cannot be copied to " + folder);
        }

        @Override
        public long bytes() {
            return bytes(live);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final class MemoryCursor implements Storage.Cursor {
        private final MemoryStorage storage;
        private final boolean inMemory;
        private Map.@Nullable Entry<byte[], byte[]> here;
        private boolean missed;

        MemoryCursor(MemoryStorage storage, boolean inMemory) {
            this.storage = storage;
            this.inMemory = inMemory;
        }

        @Override
        public void seek(byte[] key) {
            look();
            here = missed ? null : live.ceilingEntry(key);
        }

        @Override
        public void seekBack(byte[] key) {
            look();
            here = missed ? null : live.floorEntry(key);
        }

        private void look() {
            steps.incrementAndGet();
            storage.checkSum();
            missed = inMemory && cold;
        }

        @Override
        public boolean missed() {
            return missed;
        }

        @Override
        public void next() {
            steps.incrementAndGet();
            here = live.higherEntry(key());
        }

        @Override
        public void previous() {
            steps.incrementAndGet();
            here = live.lowerEntry(key());
        }

        @Override
        public boolean valid() {
            return here != null;
        }

        @Override
        public byte[] key() {
            return entry().getKey();
        }

        @Override
        public byte[] value() {
            return entry().getValue();
        }

        @Override
        public int key(byte[] into, int at) {
            return copy(key(), into, at);
        }

        @Override
        public int value(byte[] into, int at) {
            return copy(value(), into, at);
        }

        private static int copy(byte[] from, byte[] into, int at) {
            System.arraycopy(from, 0, into, at, Math.min(from.length, into.length - at));
            return from.length;
        }

        @Override
        public byte valueHead() {
            return value()[0];
        }

        private Map.Entry<byte[], byte[]> entry() {
            if (here == null) {
                throw new IllegalStateException("the cursor stands on nothing");
            }
            return here;
        }

        @Override
        public void close() {
            here = null;
        }
    }
}

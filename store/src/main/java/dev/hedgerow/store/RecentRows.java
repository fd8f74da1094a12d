package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of the keys that were read last, so that most reads of one key are a look into
 * a map. What is here is never older than what a reader may see: every commit passes through here
 * before it is visible, and a reader leaves what it found only if nothing was committed in the same
 * part since its moment.
 *
 * <p>A key that is not there is remembered too. Rows that become visible together with a load are
 * not passed one by one: everything is forgotten then.
 */
final class RecentRows {
    /** Power of two; each part has a lock of its own. */
    private static final int PARTS = 64;

    /** What a row costs beside its bytes, about. */
    private static final int OVERHEAD = 160;

    /** Longer values are not worth the room. */
    private static final int VALUE_MAX = 64 << 10;

    private final Part[] parts = new Part[PARTS];

    /**
     * What a key has.
     *
     * @param value null when the key is not there
     * @param since the commit that wrote it; the moment from which on it is known not to be there
     */
    record Row(byte @Nullable [] value, Stamp since) {
        private boolean isTooLong() {
            return value != null && value.length > VALUE_MAX;
        }
    }

    /**
     * @param start everything up to it was written before anything passed through here
     * @param bytesMax of all rows, about
     */
    RecentRows(Stamp start, long bytesMax) {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part(start, bytesMax / PARTS);
        }
    }

    private Part part(Key key) {
        int hash = key.hashCode() * 0x9e3779b9;
        return parts[hash >>> 26];
    }

    /** The key as it is at the moment; null when that is not known here. */
    @Nullable Row find(Key key, Stamp moment) {
        return part(key).find(key, moment);
    }

    /** Takes what a reader found that asked for the newest at its moment. */
    void found(Key key, Stamp moment, Optional<Reader.Entry> entry) {
        Row row =
                entry.map(found -> new Row(found.value(), found.stamp()))
                        .orElseGet(() -> new Row(null, moment));
        part(key).found(key, moment, row);
    }

    /** Called before the writes can be seen. */
    void committing(List<ReplicatedLog.Versioned> writes) {
        for (ReplicatedLog.Versioned write : writes) {
            part(write.key()).committing(write);
        }
    }

    /** Called before something can be seen that was not passed through here, up to the stamp. */
    void forget(Stamp stamp) {
        for (Part part : parts) {
            part.forget(stamp);
        }
    }

    /** Some of the keys; the one used longest ago is the first to go. */
    private static final class Part {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Key, Row> rows = new LinkedHashMap<>(16, 0.75f, true);
        private final long bytesMax;
        private long bytes;

        /** The newest commit here. Who looked before it may have seen what is not the newest. */
        private Stamp newest;

        Part(Stamp newest, long bytesMax) {
            this.newest = newest;
            this.bytesMax = bytesMax;
        }

        @Nullable Row find(Key key, Stamp moment) {
            lock.lock();
            try {
                Row row = rows.get(key);
                return row == null || row.since().isAfter(moment) ? null : row;
            } finally {
                lock.unlock();
            }
        }

        void found(Key key, Stamp moment, Row row) {
            lock.lock();
            try {
                if (!newest.isAfter(moment)) {
                    put(key, row);
                }
            } finally {
                lock.unlock();
            }
        }

        void committing(ReplicatedLog.Versioned write) {
            lock.lock();
            try {
                newest = write.stamp();
                if (rows.containsKey(write.key())) {
                    byte[] stored = write.value();
                    byte[] value = Layout.isDeleted(stored) ? null : Layout.payload(stored);
                    put(write.key(), new Row(value, write.stamp()));
                }
            } finally {
                lock.unlock();
            }
        }

        private void put(Key key, Row row) {
            Row before = rows.remove(key);
            bytes -= before == null ? 0 : bytes(key, before);
            if (row.isTooLong()) {
                return;
            }
            rows.put(key, row);
            bytes += bytes(key, row);
            var oldest = rows.entrySet().iterator();
            while (bytes > bytesMax) {
                Map.Entry<Key, Row> gone = oldest.next();
                bytes -= bytes(gone.getKey(), gone.getValue());
                oldest.remove();
            }
        }

        private static int bytes(Key key, Row row) {
            byte[] value = row.value();
            return OVERHEAD + key.bytes().length + (value == null ? 0 : value.length);
        }

        void forget(Stamp stamp) {
            lock.lock();
            try {
                rows.clear();
                bytes = 0;
                newest = stamp;
            } finally {
                lock.unlock();
            }
        }
    }
}

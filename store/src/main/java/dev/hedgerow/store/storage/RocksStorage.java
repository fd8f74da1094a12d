package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompressionType;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * RocksDB, one column family, its write-ahead log synced with every batch. Native memory is bounded
 * by one budget for cached blocks and write buffers.
 *
 * <p>Every block has a checksum. One that fails it stops the storage for good; a full disk stops
 * writing, which RocksDB resumes by itself some seconds after there is room again.
 */
public final class RocksStorage implements Storage {
    /** Two of them may be full; what they need the blocks give up. */
    private static final int BUFFERS = 2;

    /** What has been acknowledged may still have to be written once more, from its buffers. */
    private static final long ROOM_BYTES_MIN = 64L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private final Options options;
    private final LRUCache cache;
    private final WriteBufferManager buffers;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final ReadOptions usual = new ReadOptions();
    private final ReadOptions inMemory = new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER);
    private final ReadOptions passing = new ReadOptions().setFillCache(false);
    private final RocksDB rocks;
    private final Path staged;
    private final FileStore files;
    private final Gate gate = new Gate();

    /**
     * @param memoryBytes of cached blocks and write buffers together
     */
    public RocksStorage(Path folder, long memoryBytes) {
        long buffer = memoryBytes / (BUFFERS + 1);
        // the default of 64 shards makes small caches many times slower
        cache = new LRUCache(memoryBytes, 2);
        buffers = new WriteBufferManager(BUFFERS * buffer, cache);
        var table =
                new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(new BloomFilter(10))
                        .setFormatVersion(5);
        options =
                new Options()
                        .setCreateIfMissing(true)
                        .setTableFormatConfig(table)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setWriteBufferManager(buffers)
                        .setWriteBufferSize(buffer)
                        .setMaxWriteBufferNumber(BUFFERS)
                        .setMaxBackgroundJobs(2)
                        .setKeepLogFileNum(3)
                        .setMaxTotalWalSize(BUFFERS * buffer);
        try {
            Files.createDirectories(folder);
            files = Files.getFileStore(folder);
            staged = folder.resolve("staged");
            RocksStaging.delete(staged);
            rocks = open(options, folder);
        } catch (RocksDBException e) {
            closeOptions();
            throw opening(e, folder);
        } catch (IOException e) {
            closeOptions();
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "The folder %s cannot be used".formatted(folder));
        } catch (HedgerowException e) {
            closeOptions();
            throw e;
        }
    }

    /**
     * A log may end in the middle of a record, which nobody was told of; what is damaged before
     * that is not passed over.
     */
    private static RocksDB open(Options options, Path folder) throws RocksDBException, IOException {
        try {
            return RocksDB.open(
                    options.setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords),
                    folder.toString());
        } catch (RocksDBException e) {
            if (failure(e.getStatus()) != Failure.CORRUPT) {
                throw e;
            }
            Optional<String> damage = WriteAheadLogs.damaged(folder);
            if (damage.isPresent()) {
                throw HedgerowException.causedBy(
                        e,
                        Failure.CORRUPT,
                        "The log %s is damaged, and what was acknowledged after it would be lost; restore a backup"
                                .formatted(damage.get()));
            }
            return RocksDB.open(
                    options.setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery),
                    folder.toString());
        }
    }

    private static HedgerowException opening(RocksDBException e, Path folder) {
        if (failure(e.getStatus()) == Failure.DISK_FULL) {
            return HedgerowException.causedBy(
                    e,
                    Failure.DISK_FULL,
                    "The data in %s cannot be opened because the disk is full".formatted(folder));
        }
        boolean locked = String.valueOf(e.getMessage()).contains("lock");
        return HedgerowException.causedBy(
                e,
                locked ? Failure.LOCKED : Failure.CORRUPT,
                locked
                        ? "The data in %s is in use by another node; stop that one first"
                                .formatted(folder)
                        : "The data in %s cannot be opened: %s".formatted(folder, e.getMessage()));
    }

    @Override
    public Optional<byte[]> read(byte[] key) {
        begin();
        try {
            return Optional.ofNullable(rocks.get(key));
        } catch (RocksDBException e) {
            throw failed(e, "read");
        } finally {
            end();
        }
    }

    @Override
    public void check() {
        begin();
        end();
    }

    @Override
    public Cursor cursor() {
        return cursor(usual);
    }

    @Override
    public Cursor cursorInMemory() {
        return cursor(inMemory);
    }

    @Override
    public Cursor passingCursor() {
        return cursor(passing);
    }

    @Override
    public Optional<byte[]> middle(byte[] from, byte[] to, long bytesMin) {
        begin();
        try {
            return new Halves(rocks).middle(from, to, bytesMin);
        } finally {
            end();
        }
    }

    private Cursor cursor(ReadOptions how) {
        begin();
        try {
            return new RocksCursor(rocks.newIterator(how));
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    @Override
    public void write(Batch batch) {
        begin();
        try (var writes = new WriteBatch()) {
            for (var write : batch.writes()) {
                switch (write) {
                    case Batch.Put(byte[] key, byte[] value) -> writes.put(key, value);
                    case Batch.Delete(byte[] key) -> writes.delete(key);
                }
            }
            rocks.write(synced, writes);
        } catch (RocksDBException e) {
            throw failed(e, "written");
        } finally {
            end();
        }
    }

    @Override
    public boolean hasRoom() {
        try {
            return files.getUsableSpace() >= ROOM_BYTES_MIN;
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "The disk does not say how much room it has");
        }
    }

    /** Refuses what would take the room that the log needs. */
    void checkRoom() {
        if (!hasRoom()) {
            throw HedgerowException.of(Failure.DISK_FULL);
        }
    }

    @Override
    public Staging stage(String name) {
        return new RocksStaging(this, staged.resolve(name));
    }

    /** Begins a file that can be made a part of the map. */
    SortedFile sortedFile(Path file) {
        begin();
        try {
            return new SortedFile(options, file);
        } catch (RocksDBException e) {
            throw failed(e, "written");
        } finally {
            end();
        }
    }

    /** Adds rows to the file until there are no more or it has that many bytes. */
    void add(SortedFile file, Iterator<Batch.Put> ascending, long bytesMax) {
        begin();
        try {
            while (file.bytes() < bytesMax && ascending.hasNext()) {
                file.add(ascending.next());
            }
        } catch (RocksDBException e) {
            throw failed(e, "written");
        } finally {
            end();
        }
    }

    /** Makes the file durable. */
    void finish(SortedFile file) {
        begin();
        try (file) {
            file.finish();
        } catch (RocksDBException e) {
            throw failed(e, "written");
        } finally {
            end();
        }
    }

    /** Makes finished files, whose keys ascend from one to the next, a part of the map. */
    void ingest(List<Path> files) {
        begin();
        try (var how = new IngestExternalFileOptions().setMoveFiles(true)) {
            rocks.ingestExternalFile(files.stream().map(Path::toString).toList(), how);
        } catch (RocksDBException e) {
            throw failed(e, "written");
        } finally {
            end();
        }
    }

    @Override
    public void compact() {
        begin();
        try {
            rocks.compactRange();
        } catch (RocksDBException e) {
            throw failed(e, "compacted");
        } finally {
            end();
        }
    }

    @Override
    public void checkpoint(Path folder) {
        begin();
        try (var checkpoint = Checkpoint.create(rocks)) {
            checkpoint.createCheckpoint(folder.toString());
        } catch (RocksDBException e) {
            throw failed(e, "copied");
        } finally {
            end();
        }
    }

    @Override
    public long bytes() {
        begin();
        try {
            return rocks.getLongProperty("rocksdb.total-sst-files-size")
                    + rocks.getLongProperty("rocksdb.cur-size-all-mem-tables");
        } catch (RocksDBException e) {
            throw failed(e, "measured");
        } finally {
            end();
        }
    }

    private HedgerowException failed(RocksDBException e, String what) {
        Failure failure = failure(e.getStatus());
        var failed =
                HedgerowException.causedBy(
                        e,
                        failure,
                        "The store could not be %s: %s".formatted(what, e.getMessage()));
        if (failure == Failure.CORRUPT) {
            gate.damaged(failed);
        }
        return failed;
    }

    private static Failure failure(@Nullable Status status) {
        if (status == null) {
            return Failure.INPUT_OUTPUT;
        }
        if (status.getCode() == Status.Code.Corruption) {
            return Failure.CORRUPT;
        }
        return status.getSubCode() == Status.SubCode.NoSpace
                ? Failure.DISK_FULL
                : Failure.INPUT_OUTPUT;
    }

    private static boolean isIncomplete(@Nullable Status status) {
        return status != null && status.getCode() == Status.Code.Incomplete;
    }

    private void begin() {
        gate.enter();
    }

    private void end() {
        gate.leave();
    }

    @Override
    public void close() {
        if (!gate.close()) {
            return;
        }
        rocks.close();
        closeOptions();
    }

    private void closeOptions() {
        usual.close();
        inMemory.close();
        passing.close();
        synced.close();
        options.close();
        buffers.close();
        cache.close();
    }

    private final class RocksCursor implements Cursor {
        private final RocksIterator iterator;
        private boolean open = true;
        private boolean missed;

        /** For values' first bytes; made when one is asked for. */
        private @Nullable ByteBuffer head;

        /** The key where it stands, once it was asked for. */
        private byte @Nullable [] key;

        RocksCursor(RocksIterator iterator) {
            this.iterator = iterator;
        }

        @Override
        public void seek(byte[] key) {
            this.key = null;
            iterator.seek(key);
        }

        @Override
        public void seekBack(byte[] key) {
            this.key = null;
            iterator.seekForPrev(key);
        }

        @Override
        public void next() {
            this.key = null;
            iterator.next();
        }

        @Override
        public void previous() {
            this.key = null;
            iterator.prev();
        }

        @Override
        public boolean valid() {
            missed = false;
            if (iterator.isValid()) {
                return true;
            }
            try {
                iterator.status();
            } catch (RocksDBException e) {
                missed = isIncomplete(e.getStatus());
                if (!missed) {
                    throw failed(e, "read");
                }
            }
            return false;
        }

        @Override
        public boolean missed() {
            return missed;
        }

        @Override
        public byte[] key() {
            byte[] here = key == null ? iterator.key() : key;
            key = here;
            return here;
        }

        @Override
        public byte[] value() {
            return iterator.value();
        }

        @Override
        public int key(byte[] into, int at) {
            return iterator.key(into, at, into.length - at);
        }

        @Override
        public int value(byte[] into, int at) {
            return iterator.value(into, at, into.length - at);
        }

        @Override
        public byte valueHead() {
            ByteBuffer first = head == null ? ByteBuffer.allocateDirect(1) : head.clear();
            head = first;
            iterator.value(first);
            return first.get(0);
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                iterator.close();
                end();
            }
        }
    }
}

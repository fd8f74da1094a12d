package dev.hedgerow.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The same rows in RocksDB alone, set up as the store does it: what the store is measured by. */
final class BareRocks implements AutoCloseable {
    private static final int BATCH = 5_000;

    private final LRUCache cache = new LRUCache(64L << 20, 2);
    private final Options options;
    private final RocksDB rocks;
    private final int rows;
    private final int valueBytes;

    BareRocks(Path folder, int rows, int valueBytes) throws RocksDBException {
        this.rows = rows;
        this.valueBytes = valueBytes;
        options =
                new Options()
                        .setCreateIfMissing(true)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setWriteBufferSize(32L << 20)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                        .setBlockCache(cache)
                                        .setFilterPolicy(new BloomFilter(10))
                                        .setFormatVersion(5));
        rocks = RocksDB.open(options, folder.toString());
        fill();
    }

    private static byte[] key(int row) {
        return ByteBuffer.allocate(24).putInt(row).array();
    }

    private void fill() throws RocksDBException {
        try (var how = new WriteOptions()) {
            for (int from = 0; from < rows; from += BATCH) {
                try (var batch = new WriteBatch()) {
                    for (int row = from; row < from + BATCH; row++) {
                        batch.put(key(row), new byte[valueBytes]);
                    }
                    rocks.write(how, batch);
                }
            }
        }
        rocks.compactRange();
    }

    void gets(int count, Random random) throws RocksDBException {
        for (int i = 0; i < count; i++) {
            if (rocks.get(key(random.nextInt(rows))) == null) {
                throw new IllegalStateException("row not found");
            }
        }
    }

    /** Reads every key and value. */
    int scan() {
        int found = 0;
        try (var at = rocks.newIterator()) {
            for (at.seekToFirst(); at.isValid(); at.next()) {
                found += at.key().length > 0 && at.value().length == valueBytes ? 1 : 0;
            }
        }
        return found;
    }

    @Override
    public void close() {
        rocks.close();
        options.close();
        cache.close();
    }
}

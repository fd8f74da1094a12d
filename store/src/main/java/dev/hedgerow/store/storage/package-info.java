/**
 * Where the bytes are: an ordered map with atomic batches, as a port with two implementations that
 * pass one contract suite. {@code RocksStorage} is the real one; {@code MemoryStorage} stands on a
 * simulated disk that loses what was not synced.
 */
@NullMarked
package dev.hedgerow.store.storage;

import org.jspecify.annotations.NullMarked;

/**
 * The one truth: ordered keys with many versions, and strictly serializable transactions over them.
 *
 * <p>{@link Stores} opens a {@link Store}; a {@link Transaction} reads and writes {@link Key}s,
 * which are {@link Tuple}s in a {@link Subspace} that one layer owns. Behind the port, transactions
 * run optimistically on a snapshot; one sequencer validates them in order against what was written
 * since, gives each its {@link dev.hedgerow.kernel.Stamp}, and proposes all that arrived meanwhile
 * as one entry of the {@link ReplicatedLog}: one fsync for many.
 *
 * <p>A {@link BulkLoad} writes rows beside the log. The transaction that begins it gives it a
 * stamp, which its rows carry; their kind byte says that they are visible not from that stamp on
 * but from that of the transaction which publishes the load. That one writes a single row, the
 * marker; all markers are in memory, so a reader judges a loaded row without another read. A seek
 * by stamp still finds the right version, because nobody else writes in the load's ranges between
 * the two stamps: older versions lie below, newer ones above. Rows without a marker are never seen
 * and are removed. So it does not matter how far a load was when the process died.
 *
 * <p>Stored format 2:
 *
 * <pre>
 * 00 'applied'                                        [8 B index][8 B stamp]   with every entry
 * 00 'format'                                         [4 B version]            once
 * 01 [4 B subspace][tuple] 00 01 [8 B ~commit stamp]  01 value, or 00 for a deletion
 * 01 [4 B subspace][tuple] 00 01 [8 B ~load's stamp]  02 value, or 03 for a deletion, of a load
 * </pre>
 *
 * <p>Format 1 had no loads; a store of it is read, and is of format 2 from its first opening on.
 *
 * <p>The tuple encoding is {@link TupleEncoder}'s. No element begins with 00 or 01, so 00 01 ends a
 * tuple: the versions of a key lie together, newest first, before those of any key that continues
 * it. Subspaces of the store: 1 holds idempotency tokens, {@code (home, token) → (stamp, receipt,
 * born)}; 2 holds loads, {@code (stamp it began) → (stamp published or null, from, to, from, to
 * …)}.
 */
@NullMarked
package dev.hedgerow.store;

import org.jspecify.annotations.NullMarked;

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
 * <p>The past is kept for the retention of {@link StoreOptions}, and after that where somebody
 * needs it. The <i>horizon</i> ({@link Store#oldest}) follows real time, never a wall clock: {@code
 * Ageing} notes which stamp was visible after how long. Before it a moment can be read while a
 * snapshot of it is open, or while a name protects it ({@link Transaction#protect}): a layer writes
 * that in the transaction that begins to need the moment (a fork, a tag), and takes it back in the
 * one that ends the need. Anything else is refused with HISTORY_GONE. {@code Collector} passes over
 * all keys in small steps and removes what no readable moment shows.
 *
 * <p>A full disk is refused before anything is written, while there is still room for what was
 * acknowledged. When the log meets it nonetheless, its entry is in doubt until there is room again,
 * and writes are refused until then; no restart is needed. Any other failure of the log stops
 * writing until the store is opened again. A checksum that does not fit stops reading as well.
 *
 * <p>A {@link Backup} is a folder with a copy of all files and a manifest of their sums, which is
 * written last. {@link Backups} verifies and restores it.
 *
 * <p>Stored format 3, in the folder beside a file {@code FORMAT} that says so:
 *
 * <pre>
 * 00 'applied'                                        [8 B index][8 B stamp]   with every entry
 * 00 'format'                                         [4 B version]            once
 * 00 'swept'                                          where collecting goes on
 * 00 'probe'                                          nothing                  after a full disk
 * 00 'stretches'                                      (from, to, since, …)     keys that are dead
 * 01 [4 B subspace][tuple] 00 01 [8 B ~commit stamp]  01 value, or 00 for a deletion
 * 01 [4 B subspace][tuple] 00 01 [8 B ~load's stamp]  02 value, or 03 for a deletion, of a load
 * </pre>
 *
 * <p>What is stored of stretches may be missing, and is removed before anything is put into one of
 * them; {@code DeadStretches} says why. From and to are places between stored keys.
 *
 * <p>Format 1 had no loads, format 2 no stretches, which a release that does not know them would
 * not remove; a store of either is read, and is of format 3 from its first opening on.
 *
 * <p>The tuple encoding is {@link TupleEncoder}'s. No element begins with 00 or 01, so 00 01 ends a
 * tuple: the versions of a key lie together, newest first, before those of any key that continues
 * it. Subspaces of the store: 1 holds idempotency tokens, {@code (home, token) → (stamp, receipt,
 * born)}; 2 holds loads, {@code (stamp it began) → (stamp published or null, from, to, from, to
 * …)}; 3 holds the horizon, {@code (oldest) → (stamp)}, and what it will follow, {@code (seen or
 * tokens, nanoseconds open) → (stamp)}; 4 holds protections, {@code (name, key) → (stamp)} and
 * {@code (moment, stamp, key) → ()}.
 */
@NullMarked
package dev.hedgerow.store;

import org.jspecify.annotations.NullMarked;

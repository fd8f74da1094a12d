/**
 * The one truth: ordered keys with many versions, and strictly serializable transactions over them.
 *
 * <p>{@link Stores} opens a {@link Store}; a {@link Transaction} reads and writes {@link Key}s,
 * which are {@link Tuple}s in a {@link Subspace} that one layer owns. Behind the port, transactions
 * run optimistically on a snapshot; one sequencer validates them in order against what was written
 * since, gives each its {@link dev.hedgerow.kernel.Stamp}, and proposes all that arrived meanwhile
 * as one entry of the {@link ReplicatedLog}: one fsync for many.
 *
 * <p>Stored format 1:
 *
 * <pre>
 * 00 'applied'                                        [8 B index][8 B stamp]   with every entry
 * 00 'format'                                         [4 B version]            once
 * 01 [4 B subspace][tuple] 00 01 [8 B ~commit stamp]  01 value, or 00 for a deletion
 * </pre>
 *
 * <p>The tuple encoding is {@link TupleEncoder}'s. No element begins with 00 or 01, so 00 01 ends a
 * tuple: the versions of a key lie together, newest first, before those of any key that continues
 * it. Subspaces of the store: 1 holds idempotency tokens, {@code (home, token) → (stamp, receipt)}.
 */
@NullMarked
package dev.hedgerow.store;

import org.jspecify.annotations.NullMarked;

/**
 * The store under random transactions, faults and crashes.
 *
 * <p>Every writing transaction leaves a row in a ledger: its number, its commit stamp and a hash of
 * what it saw. At the end the ledger is replayed in stamp order on a model ({@link
 * dev.hedgerow.simulation.store.Model}): each transaction must see there what it saw in the store
 * (serializable), have a stamp above all that was acknowledged before it began (strictly), be there
 * when it was acknowledged and not when it was refused, and the model must end as the store did.
 * Snapshots and read-only transactions must have seen the model as of their stamp. Rows loaded in
 * bulk are written by the model in the transaction that publishes them. The past is collected all
 * the while: what is protected must stay as it was, and nothing younger than the retention may be
 * gone.
 */
@NullMarked
package dev.hedgerow.simulation.store;

import org.jspecify.annotations.NullMarked;

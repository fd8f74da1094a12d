/**
 * Durable operations: named, typed pieces of work on named targets, made of recorded steps, run by
 * whichever node claims them.
 *
 * <p>{@link dev.hedgerow.operations.Operations} is the door: it creates operations, also inside a
 * caller's transaction, and answers questions about them. An {@link
 * dev.hedgerow.operations.OperationType} says what an operation does and what it targets; {@link
 * dev.hedgerow.operations.OperationsRunner} runs them.
 *
 * <h2>What is stored</h2>
 *
 * One row per operation is the only authority. Every other key about it is a function of that row
 * ({@code IndexKeys}) and changes with it in one transaction, so that they cannot disagree: there
 * is no ready operation without a queue entry, and no running one without a lease. Subspace 16:
 *
 * <pre>
 *  (1, operation)                            the record, JSON, "v": 1
 *  (2, operation, 0, number)                 an event, JSON
 *  (2, operation, 1)                         the latest progress, JSON
 *  (3, operation, step)                      a recorded step with its result, JSON
 *  (4, target kind, id, mode, place, operation)   operations not ended yet; mode 0 exclusive, 1 shared
 *  (5, target kind, id, place, operation)    all operations of the target
 *  (6, rank in ms, operation)                ready, to be claimed in this order
 *  (7, time in ms, operation)                to be looked at then: back-off over, deadline, retention
 *  (8, time in ms, schedule)                 a schedule's next turn
 *  (9, operation)                            the lease: (instance, incarnation, epoch); renewed by
 *                                            writing it again, so its commit stamp is its age
 *  (10, tenant, idempotency key)             the operation that was made with the key
 *  (11, parent, child)
 *  (12, schedule)                            a schedule, JSON
 * </pre>
 *
 * <h2>Order on a target</h2>
 *
 * An operation gets the next place in the line of each of its targets when it is created. It waits
 * while an operation before it in one of them excludes it. Places of all targets are given in one
 * serializable transaction, so the lines agree and nobody waits in a circle. Whoever leaves a line
 * makes ready, in the same transaction, those that waited for it.
 *
 * <h2>Leases and epochs</h2>
 *
 * A claim gives a new epoch. The lease is renewed every 5 s; another node that has seen it
 * unchanged for 15 s of its own monotonic time puts the operation back into the queue, and a node
 * that starts does so at once with what its own earlier incarnation held. No two clocks are
 * compared. Every transaction of a worker begins with a check that its claim is still the one in
 * the record: an old worker is refused with STALE_EPOCH.
 */
@NullMarked
package dev.hedgerow.operations;

import org.jspecify.annotations.NullMarked;

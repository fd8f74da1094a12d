/**
 * The use cases, each behind one authorisation gate: what every surface calls.
 *
 * <p>A surface turns a request into a {@link Caller} (by {@link AccessTokens}) and calls a use
 * case; the use case asks the {@link Gate} first, which alone hands out graphs, and then the layers
 * below. A write with an idempotency key happens once: rows, merges and new branches in the graph
 * layer, operations in theirs, everything else here ({@link Once}). No transport is known here.
 *
 * <p>Keys of subspace 20:
 *
 * <pre>
 * 'access' / [32 B SHA-256 of the token]  (id, actor, tenant, right, issuer, created, expires or
 *                                         null, (graph…) or null, branch prefix or null)
 * 'token' / tenant / id                   (hash)
 * 'key' / id                              (secret, name, (table…), (action…), issuer, created,
 *                                         expires or null)
 * 'once' / tenant                         where idempotency keys are looked up; receipts are
 *                                         (SHA-256 of the act, what it came to)
 * </pre>
 */
@NullMarked
package dev.hedgerow.service;

import org.jspecify.annotations.NullMarked;

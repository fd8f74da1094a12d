/**
 * The use cases, each behind one authorisation gate: what every surface calls.
 *
 * <p>A surface turns a request into a {@link Caller} (by {@link AccessTokens}) and calls a use
 * case; the use case asks the {@link Gate} first and then the layers below. No transport is known
 * here.
 *
 * <p>Keys of subspace 20:
 *
 * <pre>
 * 'token' / [32 B SHA-256 of the token]   (actor, tenant, rights, created)
 * </pre>
 */
@NullMarked
package dev.hedgerow.service;

import org.jspecify.annotations.NullMarked;

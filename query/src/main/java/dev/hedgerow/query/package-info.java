/**
 * What a query may say. {@link dev.hedgerow.query.CypherCheck} reads the text of a Cypher query
 * before the engine does, lets reading clauses and harmless functions pass, and refuses everything
 * else with the place and the fix: the engine itself would read and write files, attach databases
 * and change settings for anybody, even on a database opened for reading.
 *
 * <p>The check is an allow-list with three layers, each enough against most tricks. The {@code
 * Lexer} knows every character outside strings and quoted names; the text that goes on to the
 * engine is written anew from its tokens, without comments, so both see the same words. The {@code
 * Walk} tells at every word whether an operand or something behind one is expected: a clause can
 * only begin behind a whole operand, and there only known words are let through, which is why names
 * may be spelled like clauses ({@code n.load}, {@code (copy:Copy)}). Functions, quoted or not, are
 * on a list.
 *
 * <p>It also bounds what the engine does not: its parser recurses on the native stack, plans many
 * joins for minutes and cannot be interrupted while it makes a list.
 */
@NullMarked
package dev.hedgerow.query;

import org.jspecify.annotations.NullMarked;

/**
 * Values as JSON, in the form of the protocol: strict, streaming, in both directions. What JSON
 * cannot be read as is refused at once; what is JSON but no valid value is remembered with its
 * place, because a request that cannot be read at all is refused before one that says something
 * wrong.
 */
@NullMarked
package dev.hedgerow.tables.wire;

import org.jspecify.annotations.NullMarked;

/**
 * From commits to statements: several whole commits are folded into what they leave behind,
 * deletions first, and take effect in one transaction of the engine. Every statement says what is
 * to be, not what has changed, so that applying a commit again is harmless.
 */
@NullMarked
package dev.hedgerow.projection.apply;

import org.jspecify.annotations.NullMarked;

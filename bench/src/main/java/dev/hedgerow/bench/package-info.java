/**
 * Figures: each benchmark does the work of a user and, in the same run on the same disk, the bare
 * work below it, so that ratios mean something on a noisy machine. {@code ./hedgerow bench NAME}
 * runs one, {@code ./hedgerow bench} all.
 */
@NullMarked
package dev.hedgerow.bench;

import org.jspecify.annotations.NullMarked;

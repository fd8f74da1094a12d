/**
 * The command {@code hedgerow}, on top of the Java client.
 *
 * <p>{@link dev.hedgerow.cli.Main} puts the verbs together; each class named {@code …Commands}
 * holds the verbs of one noun, a method each, which call the client and print through {@link
 * dev.hedgerow.cli.Session}. Results go to the standard output, everything else (progress, errors)
 * to the other. A failure is one sentence, then each offending place; its kind decides the exit
 * code: 1 failed, 2 wrong use, 3 not found, 4 conflict, 5 refused, 6 not allowed, 7 unavailable.
 */
@NullMarked
package dev.hedgerow.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The packaged node as a user has it: processes of its launcher, talked to over HTTP and by the
 * command. The acceptance tests of the whole of Hedgerow are written with it.
 *
 * <p>{@link dev.hedgerow.acceptance.PackagedNode} is a node that can be stopped and killed, {@link
 * dev.hedgerow.acceptance.PackagedCommand} runs one command against it.
 */
@NullMarked
package dev.hedgerow.acceptance;

import org.jspecify.annotations.NullMarked;

/**
 * The Java client: blocking calls over HTTP, typed answers, and failures as {@link
 * dev.hedgerow.client.ClientException}.
 *
 * <p>{@link dev.hedgerow.client.Hedgerow} is the door; {@link dev.hedgerow.client.Address} finds
 * the node. A write carries an idempotency key, made here unless the caller brings one; when the
 * connection is lost the call is repeated with the same key, so that it happens once. Answers are
 * records named as in the server's {@code openapi.yaml}; what may be absent there is an {@link
 * java.util.Optional} here, and fields this version does not know are ignored.
 *
 * <p>A node that runs on this machine is found by the file it writes: {@code node.json} in its data
 * folder and {@code ~/.hedgerow/nodes/PID.json}, both {@code {"url", "data", "pid"}}.
 */
@NullMarked
package dev.hedgerow.client;

import org.jspecify.annotations.NullMarked;

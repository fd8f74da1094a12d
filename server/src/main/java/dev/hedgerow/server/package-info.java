/**
 * The node's process: configuration, wiring, and the surfaces over HTTP.
 *
 * <p>What {@code hedgerow up} prints, each a line of its own, so that scripts can wait for it:
 *
 * <pre>
 * hedgerow: dataset FOLDER
 * hedgerow: listening on http://ADDRESS:PORT
 * </pre>
 *
 * <p>The second comes as soon as connections are taken; requests are answered with {@code
 * not_ready} until the node has started, and {@code /readyz} tells when. While it runs, {@code
 * node.json} in the data folder and {@code ~/.hedgerow/nodes/PID.json} hold {@code {"url", "data",
 * "pid", "startedAt"}}, for commands on the same machine.
 */
@NullMarked
package dev.hedgerow.server;

import org.jspecify.annotations.NullMarked;

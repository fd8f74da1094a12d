/**
 * The node's process: configuration, wiring, and the surfaces over HTTP.
 *
 * <p>What {@code hedgerow up} prints, each a line of its own, so that scripts can wait for it:
 *
 * <pre>
 * hedgerow: data in FOLDER
 * hedgerow: the administrator's token is in FILE
 * hedgerow: listening on http://ADDRESS:PORT
 * </pre>
 *
 * <p>The port takes connections before the node has started, so that its address can be written
 * into the registry; until then every call is told {@code not_ready}, and {@code /readyz} says when
 * that is over. The lines come then. While it runs, {@code node.json} in the data folder and {@code
 * ~/.hedgerow/nodes/PID.json} hold {@code {"url", "data", "pid"}}, for commands on the same
 * machine.
 */
@NullMarked
package dev.hedgerow.server;

import org.jspecify.annotations.NullMarked;

/**
 * HTTP without a word about graphs: routes, calls, replies, limits, problems, and the way down.
 *
 * <p>A {@link dev.hedgerow.server.http.Route} gives a method and a path to a {@link
 * dev.hedgerow.server.http.Handler}, which turns a {@link dev.hedgerow.server.http.Call} into a
 * {@link dev.hedgerow.server.http.Reply} on a virtual thread and may block. {@link
 * dev.hedgerow.server.http.Front} serves the routes with Jetty, the only class besides {@code
 * Exchange}, {@code Body} and {@code Form} that knows it.
 *
 * <ul>
 *   <li>What a handler throws becomes a problem document (RFC 9457); after a streaming reply has
 *       begun, a last line or event.
 *   <li>Bodies, forms, nesting, headers and idle connections have limits ({@link
 *       dev.hedgerow.server.http.Limits}). A reader that stops reading, or goes away, fails the
 *       next write of its reply, which ends the handler's work through the exception.
 *   <li>On the way down new calls are told {@code shutting_down}, running ones finish within the
 *       grace, and event streams are asked to end.
 * </ul>
 */
@NullMarked
package dev.hedgerow.server.http;

import org.jspecify.annotations.NullMarked;

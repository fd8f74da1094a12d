/**
 * HTTP/1.1 by Netty: one {@code Connection} is the last handler of a channel and runs in its event
 * loop only. {@code Crowd} counts what all of them hold, against the limits.
 */
@NullMarked
package dev.hedgerow.dynamodb.http;

import org.jspecify.annotations.NullMarked;

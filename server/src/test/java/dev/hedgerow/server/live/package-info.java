/** A whole node with its surfaces, in this process, asked over HTTP. */
@NullMarked
package dev.hedgerow.server.live;

import org.jspecify.annotations.NullMarked;

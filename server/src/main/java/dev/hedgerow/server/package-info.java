/** To be described by its module. */
@NullMarked
package dev.hedgerow.server;

import org.jspecify.annotations.NullMarked;

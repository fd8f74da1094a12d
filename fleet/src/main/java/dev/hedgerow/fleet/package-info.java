/** To be described by its module. */
@NullMarked
package dev.hedgerow.fleet;

import org.jspecify.annotations.NullMarked;

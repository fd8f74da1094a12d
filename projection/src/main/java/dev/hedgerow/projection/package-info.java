/** To be described by its module. */
@NullMarked
package dev.hedgerow.projection;

import org.jspecify.annotations.NullMarked;

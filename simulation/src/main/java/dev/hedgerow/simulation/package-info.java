/** To be described by its module. */
@NullMarked
package dev.hedgerow.simulation;

import org.jspecify.annotations.NullMarked;

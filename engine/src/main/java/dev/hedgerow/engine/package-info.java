/** To be described by its module. */
@NullMarked
package dev.hedgerow.engine;

import org.jspecify.annotations.NullMarked;

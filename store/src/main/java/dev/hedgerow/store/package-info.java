/** To be described by its module. */
@NullMarked
package dev.hedgerow.store;

import org.jspecify.annotations.NullMarked;

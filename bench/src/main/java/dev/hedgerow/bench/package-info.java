/** To be described by its module. */
@NullMarked
package dev.hedgerow.bench;

import org.jspecify.annotations.NullMarked;

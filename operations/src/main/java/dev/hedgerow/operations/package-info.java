/** To be described by its module. */
@NullMarked
package dev.hedgerow.operations;

import org.jspecify.annotations.NullMarked;

/** To be described by its module. */
@NullMarked
package dev.hedgerow.query;

import org.jspecify.annotations.NullMarked;

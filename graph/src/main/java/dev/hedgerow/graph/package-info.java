/** To be described by its module. */
@NullMarked
package dev.hedgerow.graph;

import org.jspecify.annotations.NullMarked;

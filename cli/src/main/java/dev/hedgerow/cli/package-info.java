/** To be described by its module. */
@NullMarked
package dev.hedgerow.cli;

import org.jspecify.annotations.NullMarked;

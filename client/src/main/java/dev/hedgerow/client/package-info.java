/** To be described by its module. */
@NullMarked
package dev.hedgerow.client;

import org.jspecify.annotations.NullMarked;

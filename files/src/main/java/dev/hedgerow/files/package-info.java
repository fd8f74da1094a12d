/** To be described by its module. */
@NullMarked
package dev.hedgerow.files;

import org.jspecify.annotations.NullMarked;

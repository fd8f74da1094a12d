@NullMarked
package dev.hedgerow.files;

import org.jspecify.annotations.NullMarked;

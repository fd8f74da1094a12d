@NullMarked
package dev.hedgerow.query;

import org.jspecify.annotations.NullMarked;

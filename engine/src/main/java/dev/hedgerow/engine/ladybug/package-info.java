/** LadybugDB behind the port: the library, its memory, its threads. */
@NullMarked
package dev.hedgerow.engine.ladybug;

import org.jspecify.annotations.NullMarked;

/** Tables, bars and live steps on a terminal; plain lines where there is none. */
@NullMarked
package dev.hedgerow.cli.text;

import org.jspecify.annotations.NullMarked;

/** The rules of the code base that no compiler knows, as tests over all modules. */
@NullMarked
package dev.hedgerow.architecture;

import org.jspecify.annotations.NullMarked;

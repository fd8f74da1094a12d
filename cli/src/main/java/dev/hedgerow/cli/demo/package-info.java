/**
 * The story {@code hedgerow demo} tells, in seven steps, against a node it starts as a process of
 * its own: {@link dev.hedgerow.cli.demo.Story} has the steps, {@link dev.hedgerow.cli.demo.Stage}
 * prints them.
 */
@NullMarked
package dev.hedgerow.cli.demo;

import org.jspecify.annotations.NullMarked;

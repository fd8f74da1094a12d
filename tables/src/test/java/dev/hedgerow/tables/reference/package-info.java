/** A small, slow model of one table, written from the documentation. */
@NullMarked
package dev.hedgerow.tables.reference;

import org.jspecify.annotations.NullMarked;

/** Tables with DynamoDB's API over the store. */
@NullMarked
package dev.hedgerow.tables;

import org.jspecify.annotations.NullMarked;

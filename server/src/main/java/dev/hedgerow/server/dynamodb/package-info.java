/** DynamoDB's port as a node opens it: its keys, its measures and its lines in the log. */
@NullMarked
package dev.hedgerow.server.dynamodb;

import org.jspecify.annotations.NullMarked;

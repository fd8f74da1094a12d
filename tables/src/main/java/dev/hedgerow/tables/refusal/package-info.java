/**
 * What a request is refused with: DynamoDB's error types, and every sentence of its protocol that
 * this module says, in one closed list. The sentences are those of us-east-1.
 */
@NullMarked
package dev.hedgerow.tables.refusal;

import org.jspecify.annotations.NullMarked;

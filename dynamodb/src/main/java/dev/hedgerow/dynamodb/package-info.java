/**
 * The DynamoDB port: HTTP/1.1 in front of {@link dev.hedgerow.tables.Tables}.
 *
 * <p>{@link dev.hedgerow.dynamodb.DynamoPort} is the door. A connection ({@code http}) reads one
 * request, bounded in every way, hands it to a virtual thread, and reads no further before the
 * answer is written; so pipelined requests are answered in their order, and whoever does not read
 * answers gets no more of them. {@code protocol} makes a reply of a request: who asks ({@code
 * signature}, AWS Signature Version 4), which operation, and then {@code Tables}. Nothing of a
 * table is looked at for a request whose signature does not fit.
 *
 * <p>Netty is known to {@code http} only, and event loops never wait for anything.
 */
@NullMarked
package dev.hedgerow.dynamodb;

import org.jspecify.annotations.NullMarked;

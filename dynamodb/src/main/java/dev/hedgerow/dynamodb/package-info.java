/**
 * The DynamoDB port: HTTP/1.1 in front of {@link dev.hedgerow.tables.Tables}.
 *
 * <p>{@link dev.hedgerow.dynamodb.DynamoPort} is the door. A connection ({@code http}) reads one
 * request, bounded in every way, has it answered, and reads no further before the answer is
 * written; so pipelined requests are answered in their order, and whoever does not read answers
 * gets no more of them. {@code protocol} makes a reply of a request: who asks ({@code signature},
 * AWS Signature Version 4), which operation, and then {@code Tables}. Nothing of a table is looked
 * at for a request whose signature does not fit.
 *
 * <p>Netty is known to {@code http} only, and event loops never wait for anything: a request about
 * one item is answered in the loop from what memory holds, and a change when the store tells that
 * it is durable; whatever may have to wait, for the disk, another writer or many items, goes to a
 * virtual thread.
 */
@NullMarked
package dev.hedgerow.dynamodb;

import org.jspecify.annotations.NullMarked;

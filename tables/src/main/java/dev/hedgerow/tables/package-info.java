/**
 * Tables with DynamoDB's JSON API over the store, without HTTP.
 *
 * <p>{@link dev.hedgerow.tables.Tables} is the door: the name of an operation and a body go in, a
 * status and a body come out. A request is read once, from front to back; what is wrong with it is
 * found in the order DynamoDB finds it: JSON, parameters, values, expressions, then what needs the
 * table. All reads go through {@code Reads}, which asks the owners of everything that will be read
 * ({@link dev.hedgerow.tables.Fence}) before it chooses the moment; all writes are transactions of
 * the store, a single item's like a hundred items'. The rows of indexes are written in the item's
 * own transaction.
 *
 * <p>A table is going to where its row says it is going: {@code Tending}, an operation, makes a
 * table that is being created active, fills indexes, and takes away what is being deleted, in steps
 * that may be done twice. An index is kept in step from the transaction on that asks for it, and
 * read when the items of before have been added.
 *
 * <p>Stored, format 1. Subspace 22, tables:
 *
 * <pre>
 *  ("table", name)                    (1, name, number, state, created in ms, keys, (index…), settings)
 *                                      keys: ((name, type)… of the partition, (name, type)… of the order)
 *                                      index: (name, number, global, keys, projection, (attribute…),
 *                                       state, read units, write units)
 *                                      settings: (read units, write units, on demand since ms,
 *                                       deletion protection, infrequent access, expiry, stream,
 *                                       recoverable since ms)
 *                                      expiry: () or (attribute, number, state, changed in ms)
 *                                      stream: () or (id, view, created in ms)
 *  ("next id")                        (the number of the next table, stream or place)
 *  ("filled", table, number)          (the key of the last item that was added there)
 *  ("counts", table)                  (counted in ms, ((number, items, bytes)…))
 *  ("tag", table, key)                (value)
 *  ("stream", table name, label)      (table name, stream, keys, commit that ended it or null)
 *  ("backup", table name, id)         (id, name, table's row, moment, created in ms, items, bytes);
 *                                      the key protects the moment
 *  ("restore", table)                 (source table, its name, backup or null, moment, done);
 *                                      protects the moment until it is done
 *  ("token", token)                   (SHA-256 of the request, expiry in ms)
 *  ("token expiry", ms, token)        ()
 * </pre>
 *
 * <p>Subspace 23, items, each value an item in the form of {@code tables.value}:
 *
 * <pre>
 *  (table, 0, hash, partition key, sort key?)
 *  (table, index, hash, part of the partition key…, part of the sort key…, digest)
 *  (table, expiry, seconds, hash, partition key, sort key?)             ()
 * </pre>
 *
 * <p>A text in a key is a string, a binary is bytes, a number is a tuple with its code. The hash is
 * 32 bits of the partition key; the digest, 16 bytes of SHA-256 over the item's own key, tells rows
 * with equal index keys apart. A row of an index holds what the index projects.
 *
 * <p>System tables have negative numbers and no rows here: {@link dev.hedgerow.tables.SystemTable}.
 *
 * <p>Subspace 24, changes of items, in streams; keys and both states of the item as items:
 *
 * <pre>
 *  (stream, commit, place in it)      (event, expired, keys, before or null, after or null)
 * </pre>
 */
@NullMarked
package dev.hedgerow.tables;

import org.jspecify.annotations.NullMarked;

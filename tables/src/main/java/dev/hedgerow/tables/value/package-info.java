/**
 * Attribute values: the ten types, their rules, their sizes, and their stored form.
 *
 * <p>A number is a {@link dev.hedgerow.tables.value.Decimal}, which is its own order-preserving
 * encoding. A stored item is a {@link dev.hedgerow.tables.value.StoredItem}, bytes of this form:
 *
 * <pre>
 * item      := 01 size count attribute*            size: what DynamoDB counts, in bytes
 * attribute := length name value                   name: UTF-8
 * value     := 01 length UTF-8                     S
 *            | 02 length decimal                   N
 *            | 03 length bytes                     B
 *            | 04 | 05                             BOOL, false and true
 *            | 06                                  NULL
 *            | 07 length count member*             SS; a member is length UTF-8
 *            | 08 length count member*             NS; length decimal
 *            | 09 length count member*             BS; length bytes
 *            | 0A length count value*              L; length: bytes from count on
 *            | 0B length count attribute*          M
 * </pre>
 *
 * <p>Sizes, lengths and counts are base-128, lowest seven bits first. A reader that looks for one
 * attribute steps over the others by their lengths. Members of sets are in their order: text and
 * bytes as unsigned bytes, numbers by value.
 */
@NullMarked
package dev.hedgerow.tables.value;

import org.jspecify.annotations.NullMarked;

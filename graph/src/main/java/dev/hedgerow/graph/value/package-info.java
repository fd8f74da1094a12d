/**
 * Values of properties: from raw rows with exact typing, to JSON, and to the bytes of stored rows
 * and keys.
 *
 * <p>A stored row is a tuple of pairs, {@code number of the property, element}, in the order of the
 * numbers. Properties without a value are left out. Elements:
 *
 * <pre>
 * String, enum, Uuid, Bool    themselves          Decimal    the unscaled integer
 * I32, I64, U32, U64          an integer          Date       days since 1970-01-01
 * F32, F64                    a double            DateTime   microseconds since 1970-01-01T00:00Z
 * Json                        its text            Blob       its bytes
 * Vector                      4 bytes each, big-endian
 * [T]                         a nested tuple of elements
 * null (only where a default would be taken otherwise)       null
 * </pre>
 *
 * <p>The same elements stand in keys, where they sort like the values do.
 */
@NullMarked
package dev.hedgerow.graph.value;

import org.jspecify.annotations.NullMarked;

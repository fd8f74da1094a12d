/**
 * Files in and out. Rows come in from JSON Lines and CSV as one {@link dev.hedgerow.files.RowSource
 * stream of rows}, each with its place; rows go out as JSON Lines of the same shape; typed columns
 * go out as {@link dev.hedgerow.files.ParquetFile Parquet}, plain columns by our own hand, others
 * by DuckDB, which is known here and nowhere else.
 *
 * <p>A reader checks form, not meaning: that a line is JSON of the row shape, that a record has as
 * many fields as the header. What cannot be read comes out as a {@link
 * dev.hedgerow.files.Row.BadRow} in its turn, so that a loader can report the first bad lines of
 * all its files and write nothing. Types, keys and endpoints are the graph's business.
 *
 * <pre>
 * {"type": "Person", "data": {"email": "a@b", "age": 7}}
 * {"edge": "WorksAt", "from": "a@b", "to": "acme", "data": {"since": "2026-01-31"}}
 * {"op": "delete", "type": "Person", "data": {"email": "a@b"}}
 * </pre>
 */
@NullMarked
package dev.hedgerow.files;

import org.jspecify.annotations.NullMarked;

package dev.hedgerow.files;

/**
 * A column of a Parquet file.
 *
 * @param name unique in its file, not empty
 * @param type what its values are
 */
public record Column(String name, ColumnType type) {}

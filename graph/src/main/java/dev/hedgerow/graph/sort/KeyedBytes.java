package dev.hedgerow.graph.sort;

/**
 * A record of a sort; neither array is to be changed.
 *
 * @param key compared as unsigned bytes
 */
public record KeyedBytes(byte[] key, byte[] value) {}

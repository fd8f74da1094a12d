package dev.hedgerow.tables;

import dev.hedgerow.tables.value.Type;

/**
 * An attribute that is part of a key.
 *
 * @param type S, N or B
 */
record KeyAttribute(String name, Type type) {}

package dev.hedgerow.tables;

import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of a key: those that choose the partition, and those that order the items in it.
 *
 * @param hash one; up to four for a global index
 * @param range none or one; up to four for a global index
 */
record KeySchema(List<KeyAttribute> hash, List<KeyAttribute> range) {
    static final int PARTS_MAX = 4;

    /** All of them, those of the partition first. */
    List<KeyAttribute> all() {
        var all = new ArrayList<>(hash);
        all.addAll(range);
        return all;
    }
}

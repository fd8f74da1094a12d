package dev.hedgerow.tables;

/**
 * The stream that takes the changes of a table's items.
 *
 * @param id never used again; the keys of its records begin with it
 * @param createdMillis since 1970; its label on the wire
 */
record StreamView(long id, View view, long createdMillis) {
    /** What a record shows of an item. */
    enum View {
        KEYS_ONLY,
        NEW_IMAGE,
        OLD_IMAGE,
        NEW_AND_OLD_IMAGES;

        boolean showsOld() {
            return this == OLD_IMAGE || this == NEW_AND_OLD_IMAGES;
        }

        boolean showsNew() {
            return this == NEW_IMAGE || this == NEW_AND_OLD_IMAGES;
        }
    }
}

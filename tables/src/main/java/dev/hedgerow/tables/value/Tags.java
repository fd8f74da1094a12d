package dev.hedgerow.tables.value;

/** The first byte of a stored value. */
final class Tags {
    static final byte VERSION = 1;
    static final byte S = 1;
    static final byte N = 2;
    static final byte B = 3;
    static final byte FALSE = 4;
    static final byte TRUE = 5;
    static final byte NULL = 6;
    static final byte SS = 7;
    static final byte NS = 8;
    static final byte BS = 9;
    static final byte L = 10;
    static final byte M = 11;

    private Tags() {}
}

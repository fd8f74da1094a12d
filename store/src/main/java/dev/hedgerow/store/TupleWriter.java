package dev.hedgerow.store;

/** Writes an encoded tuple piece by piece, where its parts are encoded already. */
public final class TupleWriter {
    private final TupleEncoder out = new TupleEncoder();

    /** Bytes so far. */
    public int length() {
        return out.length();
    }

    /** What follows is in a nested tuple, until {@link #endNested}. */
    public void beginNested() {
        out.beginNested();
    }

    public void endNested() {
        out.endNested();
    }

    /** Appends the elements of the tuple. */
    public void elements(Tuple tuple) {
        out.tuple(tuple);
    }

    /** Appends elements that are encoded already. */
    public void encoded(byte[] elements, int from, int to) {
        out.raw(elements, from, to);
    }

    /** The encoded tuple. */
    public byte[] bytes() {
        return out.bytes();
    }
}

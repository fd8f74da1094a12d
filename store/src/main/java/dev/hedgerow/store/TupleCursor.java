package dev.hedgerow.store;

import org.jspecify.annotations.Nullable;

/**
 * Goes over the elements of an encoded tuple, without an object for what is small, and then over
 * those of another. What is not an element of the kind that is asked for is {@code CORRUPT}.
 */
public final class TupleCursor {
    private static final byte[] NOTHING = {};

    private final TupleDecoder decoder = new TupleDecoder(NOTHING, 0, 0);
    private byte[] text = NOTHING;
    private int textFrom;
    private int textTo;

    /** Goes to the first element of the tuple that is encoded there. */
    public void begin(byte[] bytes, int from, int to) {
        decoder.begin(bytes, from, to);
    }

    /** Whether there is another element, of the nested tuple inside of one. */
    public boolean hasNext() {
        return decoder.hasNext() && decoder.in()[decoder.at()] != 0;
    }

    /** Where the next element begins. */
    public int at() {
        return decoder.at();
    }

    /** Passes over the next elements. */
    public void skip(int elements) {
        for (int i = 0; i < elements; i++) {
            decoder.skip(decoder.next());
        }
    }

    /** Passes over the next element if it is null; whether it was. */
    public boolean skipNull() {
        boolean isNull = decoder.hasNext() && decoder.in()[decoder.at()] == TupleEncoder.NULL;
        if (isNull) {
            decoder.advance(1);
        }
        return isNull;
    }

    /** Passes over the beginning of a nested tuple; its elements follow, then {@link #leave}. */
    public void enter() {
        expect(TupleEncoder.TUPLE, "a tuple");
    }

    /** Passes over the end of a nested tuple. */
    public void leave() {
        expect((byte) 0, "the end of a tuple");
    }

    private void expect(byte tag, String wanted) {
        byte next = decoder.next();
        if (next != tag) {
            throw TupleDecoder.unexpected(next, wanted);
        }
    }

    /** The next element, a Long. */
    public long number() {
        return decoder.number(decoder.next());
    }

    /** The next element, a Double. */
    public double real() {
        expect(TupleEncoder.DOUBLE, "a double");
        return decoder.real();
    }

    /** The next element, a Boolean. */
    public boolean bool() {
        byte tag = decoder.next();
        if (tag != TupleEncoder.TRUE && tag != TupleEncoder.FALSE) {
            throw TupleDecoder.unexpected(tag, "a boolean");
        }
        return tag == TupleEncoder.TRUE;
    }

    /** Reads the next element, a String; {@link #textBytes} and what follows it tell it. */
    public void text() {
        expect(TupleEncoder.STRING, "a string");
        textFrom = decoder.at();
        boolean escaped = decoder.findEnd();
        textTo = decoder.at();
        text = decoder.in();
        if (escaped) {
            text = decoder.unescaped(textFrom, textTo);
            textFrom = 0;
            textTo = text.length;
        }
        decoder.advance(1);
    }

    /** The array in which the text that was read last is UTF-8; not to be changed. */
    public byte[] textBytes() {
        return text;
    }

    public int textFrom() {
        return textFrom;
    }

    public int textTo() {
        return textTo;
    }

    /** The next element, whatever it is. */
    public @Nullable Object element() {
        return decoder.element(decoder.next());
    }
}

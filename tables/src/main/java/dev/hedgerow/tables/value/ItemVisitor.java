package dev.hedgerow.tables.value;

/** Sees the parts of a stored item in their order, without the item being decoded. */
public interface ItemVisitor {
    /** The name of the value that follows, as UTF-8. */
    void name(byte[] bytes, int from, int length);

    /** A text, as UTF-8. */
    void text(byte[] bytes, int from, int length);

    void number(Decimal number);

    void binary(byte[] bytes, int from, int length);

    void bool(boolean flag);

    void nothing();

    /** A set, a list or a map begins. */
    void begin(Type type);

    /**
     * A member of a set.
     *
     * @param bytes UTF-8 in an SS, a {@linkplain Decimal#code() code} in an NS
     */
    void member(Type set, byte[] bytes);

    void end(Type type);
}

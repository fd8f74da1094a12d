package dev.hedgerow.store;

/**
 * A range in ascending order, block by block. For one thread at a time, beside others that read
 * from the same reader; closed before the reader is.
 */
public interface Blocks extends AutoCloseable {
    /** The next entries, until it is asked for those after them; none at the end. */
    Block next();

    @Override
    void close();

    /** Of a reader that has entries only. */
    static Blocks of(Reader reader, KeyRange range) {
        return new Blocks() {
            private KeyRange rest = range;

            @Override
            public Block next() {
                Block block = Block.of(reader.scan(rest, Reader.PAGE, Reader.Direction.ASCENDING));
                rest = block.size() == 0 ? rest : block.rest(rest);
                return block;
            }

            @Override
            public void close() {}
        };
    }
}

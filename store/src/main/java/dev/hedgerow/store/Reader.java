package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Reads of one moment: every transaction at or below {@link #stamp()}, none after it. */
public interface Reader {
    /** Entries of one page of {@link #stream}. */
    int PAGE = 512;

    Stamp stamp();

    Optional<Entry> get(Key key);

    /** The first entries of the range in the direction, at most {@code limit} of them. */
    List<Entry> scan(KeyRange range, int limit, Direction direction);

    /**
     * The range in ascending order in blocks of about so many bytes, of at least one entry each.
     */
    default Blocks blocks(KeyRange range, int bytes) {
        return Blocks.of(this, range);
    }

    /**
     * The range in two parts of about the same size, one behind the other; in one part when there
     * is less in it than so many bytes, or when it is not known.
     */
    default List<KeyRange> halves(KeyRange range, long bytesMin) {
        return List.of(range);
    }

    /** The whole range in ascending order, read page by page. */
    default Iterable<Entry> stream(KeyRange range) {
        return () -> new Pages(this, range);
    }

    /** Which way a scan goes. */
    enum Direction {
        ASCENDING,
        DESCENDING
    }

    /**
     * A key with its value.
     *
     * @param value not to be changed
     * @param stamp the commit that wrote it; {@link Stamp#MAX} for a write of the reading
     *     transaction itself
     */
    record Entry(Key key, byte[] value, Stamp stamp) {
        /** The value as a tuple. */
        public Tuple tuple() {
            return Tuple.decode(value);
        }
    }

    /** Pages of a scan, one after the other. */
    final class Pages implements Iterator<Entry> {
        private final Reader reader;
        private KeyRange rest;
        private Iterator<Entry> page;
        private boolean last;

        private Pages(Reader reader, KeyRange range) {
            this.reader = reader;
            this.rest = range;
            this.page = List.<Entry>of().iterator();
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !last) {
                List<Entry> next = reader.scan(rest, PAGE, Direction.ASCENDING);
                last = next.size() < PAGE;
                if (!next.isEmpty()) {
                    rest = rest.after(next.getLast().key());
                }
                page = next.iterator();
            }
            return page.hasNext();
        }

        @Override
        public Entry next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }
}

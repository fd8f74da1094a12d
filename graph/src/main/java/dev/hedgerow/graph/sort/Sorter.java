package dev.hedgerow.graph.sort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of records by key in bounded memory; records with one key stay in the order in
 * which they were added. For one thread; add first, read then, once.
 */
public final class Sorter implements AutoCloseable {
    private final Path folder;
    private final int partBytes;
    private final List<Long> ends = new ArrayList<>();
    private @Nullable Part part;
    private @Nullable Spool spool;
    private long count;

    /**
     * @param folder where files go that have no name
     * @param partBytes what is sorted in memory at a time; a record is smaller
     */
    public Sorter(Path folder, int partBytes) {
        this.folder = folder;
        this.partBytes = partBytes;
    }

    /** Records added. */
    public long count() {
        return count;
    }

    public void add(byte[] key, byte[] value) {
        count++;
        Part now = part == null ? new Part(partBytes) : part;
        part = now;
        if (now.add(key, value)) {
            return;
        }
        spill(now);
        if (!now.add(key, value)) {
            throw new IllegalArgumentException(
                    "a record of %d bytes".formatted(key.length + value.length));
        }
    }

    private void spill(Part full) {
        Spool file = spool == null ? new Spool(folder) : spool;
        spool = file;
        full.sort();
        file.add(full);
        ends.add(file.position());
        full.clear();
    }

    /** All records by key. */
    public Iterator<KeyedBytes> sorted() {
        Part last = part;
        if (last == null) {
            return List.<KeyedBytes>of().iterator();
        }
        Spool file = spool;
        if (file == null) {
            last.sort();
            return new InMemory(last);
        }
        spill(last);
        part = null;
        var runs = new ArrayList<Iterator<KeyedBytes>>();
        long begin = 0;
        for (long end : ends) {
            runs.add(file.read(begin, end));
            begin = end;
        }
        return new Merged(runs);
    }

    @Override
    public void close() {
        part = null;
        if (spool != null) {
            spool.close();
        }
    }

    /** A part that was never spilled. */
    private static final class InMemory implements Iterator<KeyedBytes> {
        private final Part part;
        private int next;

        InMemory(Part part) {
            this.part = part;
        }

        @Override
        public boolean hasNext() {
            return next < part.count();
        }

        @Override
        public KeyedBytes next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return part.get(next++);
        }
    }

    /** Runs as one sequence; of equal keys the older run comes first. */
    private static final class Merged implements Iterator<KeyedBytes> {
        private final List<Iterator<KeyedBytes>> runs;
        private final PriorityQueue<Head> heads = new PriorityQueue<>();

        /** The next record of a run. */
        private record Head(KeyedBytes next, int run) implements Comparable<Head> {
            @Override
            public int compareTo(Head other) {
                int order = Arrays.compareUnsigned(next.key(), other.next.key());
                return order != 0 ? order : Integer.compare(run, other.run);
            }
        }

        Merged(List<Iterator<KeyedBytes>> runs) {
            this.runs = runs;
            for (int run = 0; run < runs.size(); run++) {
                advance(run);
            }
        }

        private void advance(int run) {
            if (runs.get(run).hasNext()) {
                heads.add(new Head(runs.get(run).next(), run));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public KeyedBytes next() {
            Head head = heads.poll();
            if (head == null) {
                throw new NoSuchElementException();
            }
            advance(head.run());
            return head.next();
        }
    }
}

package dev.hedgerow.store;

import dev.hedgerow.store.storage.Batch.Put;
import dev.hedgerow.store.storage.Staging.Run;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorted rows as one ascending sequence without a key twice: the row of the youngest run stays. */
final class MergedRows implements Iterator<Put>, AutoCloseable {
    private final List<? extends Iterator<Put>> runs;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private @Nullable Put next;

    /**
     * @param runs each ascending, later rows of one key last; the oldest first
     */
    MergedRows(List<? extends Iterator<Put>> runs) {
        this.runs = runs;
        for (int age = 0; age < runs.size(); age++) {
            advance(age);
        }
        next = smallest();
    }

    private record Head(Put row, int age) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            int order = Arrays.compareUnsigned(row.key(), other.row.key());
            return order != 0 ? order : Integer.compare(age, other.age);
        }
    }

    private void advance(int age) {
        Iterator<Put> run = runs.get(age);
        if (run.hasNext()) {
            heads.add(new Head(run.next(), age));
        }
    }

    private @Nullable Put smallest() {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        Put row = head.row();
        advance(head.age());
        Head same = heads.peek();
        while (same != null && Arrays.equals(same.row().key(), row.key())) {
            row = same.row();
            heads.poll();
            advance(same.age());
            same = heads.peek();
        }
        return row;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Put next() {
        Put row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        next = smallest();
        return row;
    }

    @Override
    public void close() {
        for (Iterator<Put> run : runs) {
            if (run instanceof Run spilled) {
                spilled.close();
            }
        }
    }
}

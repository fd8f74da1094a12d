package dev.hedgerow.graph;

import dev.hedgerow.kernel.Threads;
import dev.hedgerow.store.Block;
import dev.hedgerow.store.Blocks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hands over stored rows while a thread for each range of them reads what comes next. */
final class RowScan implements AutoCloseable {
    private final List<Blocks> ranges;
    private final Threads threads;
    private final List<Ahead<Block>> readers = new ArrayList<>();

    RowScan(List<Blocks> ranges, Threads threads) {
        this.ranges = ranges;
        this.threads = threads;
    }

    /** The blocks of all ranges in turn. */
    void each(Consumer<Block> consumer) {
        var open = new ArrayDeque<Ahead<Block>>();
        for (Blocks range : ranges) {
            var reader = new Ahead<>(() -> batch(range));
            readers.add(reader);
            // few rows need no thread
            if (ranges.size() > 1 || isMany(range, consumer)) {
                reader.start(threads, "scan-rows");
                open.add(reader);
            }
        }
        while (!open.isEmpty()) {
            Ahead<Block> reader = open.remove();
            List<Block> next = reader.take();
            next.forEach(consumer);
            if (!next.isEmpty()) {
                open.add(reader);
            }
        }
    }

    /** Hands over the first two blocks; whether there may be more. */
    private static boolean isMany(Blocks range, Consumer<Block> consumer) {
        for (int i = 0; i < 2; i++) {
            Block block = range.next();
            if (block.size() == 0) {
                return false;
            }
            consumer.accept(block);
        }
        return true;
    }

    private static List<Block> batch(Blocks blocks) {
        Block block = blocks.next();
        return block.size() == 0 ? List.of() : List.of(block);
    }

    @Override
    public void close() {
        readers.forEach(Ahead::close);
        ranges.forEach(Blocks::close);
    }
}

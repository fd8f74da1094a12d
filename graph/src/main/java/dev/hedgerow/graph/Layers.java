package dev.hedgerow.graph;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A branch as a read sees it: its own rows over those of its ancestors as of the fork points. A
 * tombstone, an entry with an empty value, hides what is below it.
 */
final class Layers {
    /** The value of an entry that is not there. */
    static final byte[] TOMBSTONE = {};

    /** The value of an entry that says all by its key. */
    static final byte[] PRESENT = {1};

    private final List<Layer> layers;

    /** A branch's own rows, and the moment at which they are read. */
    record Layer(BranchSpace space, Reader reader) {}

    /** The topmost first. */
    Layers(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    /** The branch as the transaction sees it; only its own rows can be in conflict. */
    static Layers of(GraphId graph, BranchRecord branch, Transaction tx) {
        return of(graph, branch, tx, tx::past);
    }

    /** The branch as of the transaction's beginning; never in conflict. */
    static Layers unchecked(GraphId graph, BranchRecord branch, Transaction tx) {
        return of(graph, branch, tx.past(tx.stamp()), tx::past);
    }

    /**
     * The branch at one moment.
     *
     * @param past earlier moments
     */
    static Layers of(GraphId graph, BranchRecord branch, Reader top, Function<Stamp, Reader> past) {
        var layers = new ArrayList<Layer>();
        layers.add(new Layer(new BranchSpace(graph, branch.number()), top));
        for (BranchRecord.Ancestor ancestor : branch.ancestors()) {
            layers.add(
                    new Layer(
                            new BranchSpace(graph, ancestor.branch()),
                            past.apply(ancestor.upTo())));
        }
        return new Layers(layers);
    }

    List<Layer> layers() {
        return layers;
    }

    /** Where writes of the branch go. */
    BranchSpace space() {
        return layers.getFirst().space();
    }

    /** Whether a deleted entry needs a tombstone, because something may be below it. */
    boolean hasAncestors() {
        return layers.size() > 1;
    }

    Optional<Entry> get(Function<BranchSpace, Key> key) {
        for (Layer layer : layers) {
            Optional<Entry> entry = layer.reader().get(key.apply(layer.space()));
            if (entry.isPresent()) {
                return entry.filter(Layers::isThere);
            }
        }
        return Optional.empty();
    }

    /**
     * The entries in the order of their keys, without what is hidden. A key names the branch it was
     * found on.
     *
     * @param page entries per layer that one look reads, and takes into the read set
     */
    Iterable<Entry> scan(Function<BranchSpace, KeyRange> range, int page) {
        return () -> new MergedScan(layers, range, page);
    }

    Iterable<Entry> scan(Function<BranchSpace, KeyRange> range) {
        return scan(range, Reader.PAGE);
    }

    static boolean isThere(Entry entry) {
        return entry.value().length > 0;
    }
}

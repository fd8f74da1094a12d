package dev.hedgerow.graph;

import dev.hedgerow.graph.CommitCodec.Changed;
import dev.hedgerow.graph.Layers.Layer;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the log of a branch. What the branch inherited are its ancestors' commits up to the fork:
 * they lie below its own, so the layers' logs follow one another.
 */
final class History {
    /** A page of the feed ends after the commit that reaches so many changes. */
    static final int FEED_CHANGES = 10_000;

    /** Bytes of stored rows after which a page of the feed ends. */
    private static final long FEED_BYTES = 16L << 20;

    /** Changed keys that are looked at together, to compare. */
    private static final int KEYS_MAX = 250_000;

    private final Home home;

    History(Home home) {
        this.home = home;
    }

    /** An entry of the log and the layer it was found in. */
    private record Found(Layer layer, String branch, Entry entry) {}

    List<Commit> log(String branch, Optional<Stamp> before, int limit) {
        try (var open = OpenLayers.open(home, new ViewAddress.Head(branch))) {
            var commits = new ArrayList<Commit>();
            for (Layer layer : open.layers().layers()) {
                KeyRange log = layer.space().log();
                KeyRange range =
                        before.map(stamp -> log.before(layer.space().commit(stamp))).orElse(log);
                String name = open.nameOf(layer);
                layer.reader().scan(range, limit - commits.size(), Direction.DESCENDING).stream()
                        .map(entry -> CommitCodec.decode(name, entry))
                        .forEach(commits::add);
                if (commits.size() == limit) {
                    break;
                }
            }
            return commits;
        }
    }

    List<CommitChanges> feed(String branch, Stamp after, int limit) {
        try (var open = OpenLayers.open(home, new ViewAddress.Head(branch))) {
            var page = new ArrayList<CommitChanges>();
            int changes = 0;
            var bytes = new long[1];
            for (Found found : since(open, after, limit)) {
                CommitChanges commit = changes(found, entry -> bytes[0] += entry.value().length);
                page.add(commit);
                changes += commit.changes().size();
                if (changes >= FEED_CHANGES || bytes[0] >= FEED_BYTES) {
                    break;
                }
            }
            return page;
        }
    }

    /** Oldest first: what the undermost layers have after the stamp comes before the rest. */
    private static List<Found> since(OpenLayers open, Stamp after, int limit) {
        var found = new ArrayList<Found>();
        for (Layer layer : open.layers().layers().reversed()) {
            String name = open.nameOf(layer);
            KeyRange range = layer.space().log().after(layer.space().commit(after));
            for (Entry entry :
                    layer.reader().scan(range, limit - found.size(), Direction.ASCENDING)) {
                found.add(new Found(layer, name, entry));
            }
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    /**
     * @param read hears the rows that are told
     */
    private CommitChanges changes(Found found, Consumer<Entry> read) {
        Commit commit = CommitCodec.decode(found.branch(), found.entry());
        if (commit.counts().total() > CommitChanges.LISTED_MAX) {
            return new CommitChanges(commit, List.of(), false);
        }
        List<Changed> changed =
                CommitCodec.changed(found.layer().reader(), found.layer().space(), found.entry());
        var changes = new ArrayList<Change>(changed.size());
        try (var then = home.store().snapshot(commit.id())) {
            var rows = home.rows(commit.schemaVersion());
            BranchSpace space = found.layer().space();
            for (Changed change : changed) {
                boolean deleted = change.kind() == Change.Kind.DELETED;
                changes.add(
                        switch (change.ref()) {
                            case NodeRef ref ->
                                    new Change.OfNode(
                                            change.kind(),
                                            rows.key(ref),
                                            deleted
                                                    ? Optional.empty()
                                                    : told(then.get(space.node(ref)), read)
                                                            .map(entry -> rows.node(ref, entry)));
                            case EdgeRef ref ->
                                    new Change.OfEdge(
                                            change.kind(),
                                            rows.key(ref),
                                            deleted
                                                    ? Optional.empty()
                                                    : told(then.get(space.edge(ref)), read)
                                                            .map(entry -> rows.edge(ref, entry)));
                        });
            }
        }
        return new CommitChanges(commit, changes, true);
    }

    private static Optional<Entry> told(Optional<Entry> row, Consumer<Entry> read) {
        row.ifPresent(read);
        return row;
    }

    /** Fails with LIMIT_EXCEEDED when there are more than can be looked at together. */
    static void refuseTooMany(Set<Ref> refs) {
        if (refs.size() > KEYS_MAX) {
            throw HedgerowException.of(
                    Failure.LIMIT_EXCEEDED,
                    "More than %,d rows have changed, which is more than can be compared: compare moments that lie closer together"
                            .formatted(KEYS_MAX));
        }
    }

    /** The first changed keys of the commits after the stamp, at most {@code max} of them. */
    static Set<Ref> changedSince(Layers layers, Stamp after, int max) {
        var refs = new LinkedHashSet<Ref>();
        var _ =
                eachChangedSince(
                        layers,
                        after,
                        ref -> {
                            refs.add(ref);
                            return refs.size() < max;
                        });
        return refs;
    }

    /**
     * The changed keys of the commits after the stamp as they were changed, some several times.
     *
     * @param more takes a key, and tells whether it wants another
     * @return whether it wanted more than there were
     */
    static boolean eachChangedSince(Layers layers, Stamp after, Predicate<Ref> more) {
        for (Layer layer : layers.layers().reversed()) {
            KeyRange range = layer.space().log().after(layer.space().commit(after));
            for (Entry entry : layer.reader().stream(range)) {
                boolean wanted =
                        CommitCodec.changed(
                                layer.reader(),
                                layer.space(),
                                entry,
                                change -> more.test(change.ref()));
                if (!wanted) {
                    return false;
                }
            }
        }
        return true;
    }
}

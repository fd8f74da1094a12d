package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Log entries. The value is {@code (actor, message, merge parent or null, schema version, counts,
 * changes)}; the changes are bytes that need not be decoded to list commits, null when they are in
 * chunks of their own, or the stamp at which the bulk load began that has them. All forms are
 * {@code (node or edge, kind, type, key, key, …)…}.
 */
final class CommitCodec {
    /** Bytes of changed keys that stay in the entry, and that one chunk has, about. */
    static final int INLINE_MAX = 16 * 1024;

    static final int CHUNK_BYTES = 256 * 1024;

    private CommitCodec() {}

    /** A changed key. */
    record Changed(Change.Kind kind, Ref ref) {}

    /** What a commit says besides its changes. */
    record Head(String actor, String message, Optional<Stamp> mergeParent, int schemaVersion) {}

    /** Writes the entry of the transaction's own commit, without reading anything. */
    static void write(
            Transaction tx, BranchSpace space, Head head, Counts counts, List<Changed> changed) {
        var chunks = chunks(changed);
        boolean inline = chunks.size() == 1 && chunks.getFirst().length <= INLINE_MAX;
        tx.putStamped(
                Space.GRAPH,
                space.commitTuple(),
                Tuple.of(
                        head.actor(),
                        head.message(),
                        head.mergeParent().orElse(null),
                        head.schemaVersion(),
                        encode(counts),
                        inline ? chunks.getFirst() : null));
        for (int i = 0; !inline && i < chunks.size(); i++) {
            tx.putStamped(Space.GRAPH, space.chunkTuple(i), Tuple.of((Object) chunks.get(i)));
        }
        tx.putStamped(Space.GRAPH, space.headTuple(), Tuple.of(Tuple.COMMIT_STAMP));
    }

    /** Writes the entry of the commit that publishes a load, whose changed keys are in it. */
    static void writeLoaded(
            Transaction tx, BranchSpace space, Head head, Counts counts, Stamp load) {
        tx.putStamped(
                Space.GRAPH,
                space.commitTuple(),
                Tuple.of(
                        head.actor(),
                        head.message(),
                        head.mergeParent().orElse(null),
                        head.schemaVersion(),
                        encode(counts),
                        load));
        tx.putStamped(Space.GRAPH, space.headTuple(), Tuple.of(Tuple.COMMIT_STAMP));
    }

    static Commit decode(String branch, Entry entry) {
        Tuple value = entry.tuple();
        return new Commit(
                stamp(entry.key()),
                branch,
                value.isNull(2) ? Optional.empty() : Optional.of(value.stamp(2)),
                value.string(0),
                value.string(1),
                decodeCounts(value.tuple(4)),
                Math.toIntExact(value.number(3)));
    }

    static Stamp stamp(Key commit) {
        return Space.inBranch(commit).stamp(1);
    }

    /** The changed keys of a commit. */
    static List<Changed> changed(Reader reader, BranchSpace space, Entry entry) {
        var changed = new ArrayList<Changed>();
        var _ = changed(reader, space, entry, changed::add);
        return changed;
    }

    /**
     * The changed keys of a commit, one after the other, however many.
     *
     * @param more takes a key, and tells whether it wants another
     * @return whether it wanted more than there were
     */
    static boolean changed(Reader reader, BranchSpace space, Entry entry, Predicate<Changed> more) {
        return switch (entry.tuple().get(5)) {
            case byte[] inline -> decode(inline).stream().allMatch(more);
            case Stamp load -> chunks(reader, space.chunks(load), more);
            case null -> chunks(reader, space.chunks(stamp(entry.key())), more);
            default ->
                    throw HedgerowException.of(
                            Failure.CORRUPT, "The log entry %s is damaged".formatted(entry.key()));
        };
    }

    /** Chunk by chunk, of which each is large. */
    private static boolean chunks(Reader reader, KeyRange range, Predicate<Changed> more) {
        KeyRange rest = range;
        while (true) {
            List<Entry> next = reader.scan(rest, 1, Reader.Direction.ASCENDING);
            if (next.isEmpty()) {
                return true;
            }
            if (!decode(next.getFirst().tuple().bytes(0)).stream().allMatch(more)) {
                return false;
            }
            rest = rest.after(next.getFirst().key());
        }
    }

    private static List<byte[]> chunks(List<Changed> changed) {
        var chunks = new ArrayList<byte[]>();
        var groups = new ArrayList<Tuple>();
        var group = new ArrayList<@Nullable Object>();
        Changed before = null;
        long bytes = 0;
        for (Changed change : changed) {
            boolean full = bytes > CHUNK_BYTES;
            if (before == null || full || !sameGroup(before, change)) {
                addGroup(groups, group);
                group.add(change.ref() instanceof NodeRef);
                group.add(letter(change.kind()));
                group.add(change.ref().type());
            }
            if (full) {
                chunks.add(Tuple.ofAll(groups).encode());
                groups.clear();
                bytes = 0;
            }
            Tuple key = key(change.ref());
            group.add(key);
            bytes += Sizes.of(key);
            before = change;
        }
        addGroup(groups, group);
        chunks.add(Tuple.ofAll(groups).encode());
        return chunks;
    }

    /** How a group of keys of the type begins that have changed in one way. */
    static Tuple group(Change.Kind kind, EntityType type) {
        return Tuple.of(type instanceof NodeType, letter(kind), type.number());
    }

    private static void addGroup(List<Tuple> groups, List<@Nullable Object> group) {
        if (!group.isEmpty()) {
            groups.add(Tuple.ofAll(group));
            group.clear();
        }
    }

    private static boolean sameGroup(Changed a, Changed b) {
        return a.kind() == b.kind()
                && a.ref().type() == b.ref().type()
                && a.ref() instanceof NodeRef == b.ref() instanceof NodeRef;
    }

    /** The key within its type, as one tuple. */
    static Tuple key(Ref ref) {
        return switch (ref) {
            case NodeRef node -> node.key();
            case EdgeRef edge -> Tuple.of(edge.from(), edge.to()).with(edge.key());
        };
    }

    private static String letter(Change.Kind kind) {
        return switch (kind) {
            case INSERTED -> "i";
            case UPDATED -> "u";
            case DELETED -> "d";
        };
    }

    private static Change.Kind kind(String letter) {
        return switch (letter) {
            case "i" -> Change.Kind.INSERTED;
            case "u" -> Change.Kind.UPDATED;
            case "d" -> Change.Kind.DELETED;
            default ->
                    throw HedgerowException.of(
                            Failure.CORRUPT, "A log entry has the unknown change " + letter);
        };
    }

    private static List<Changed> decode(byte[] bytes) {
        var changed = new ArrayList<Changed>();
        Tuple groups = Tuple.decode(bytes);
        for (int g = 0; g < groups.size(); g++) {
            Tuple group = groups.tuple(g);
            boolean node = group.bool(0);
            Change.Kind kind = kind(group.string(1));
            int type = Math.toIntExact(group.number(2));
            for (int i = 3; i < group.size(); i++) {
                Tuple key = group.tuple(i);
                Ref ref =
                        node
                                ? new NodeRef(type, key)
                                : new EdgeRef(type, key.tuple(0), key.tuple(1), key.from(2));
                changed.add(new Changed(kind, ref));
            }
        }
        return changed;
    }

    static Tuple encode(Counts counts) {
        var rows = new ArrayList<@Nullable Object>();
        counts.byType()
                .forEach((type, count) ->
                        rows.add(
                                Tuple.of(
                                        type, count.inserted(), count.updated(), count.deleted())));
        return Tuple.ofAll(rows);
    }

    static Counts decodeCounts(Tuple counts) {
        var byType = new TreeMap<String, Counts.OfType>();
        for (int i = 0; i < counts.size(); i++) {
            Tuple row = counts.tuple(i);
            byType.put(
                    row.string(0), new Counts.OfType(row.number(1), row.number(2), row.number(3)));
        }
        return new Counts(byType);
    }
}

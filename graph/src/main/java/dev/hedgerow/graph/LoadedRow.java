package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A row of a bulk load between being typed and being written, or of a large merge between being
 * decided and being written. As a record it is sorted nodes before edges, by type and key; edges by
 * their source first. What follows the type in its key is what follows the type in the store's
 * keys, so most rows are written without being decoded.
 */
final class LoadedRow {
    private static final int NODE = 0;
    private static final int EDGE = 1;
    private static final int HEAD = 3;
    private static final byte[] MERGE = MergePlan.PLACE.getBytes(StandardCharsets.UTF_8);

    private final LoadedType type;
    private final byte[] key;
    private final byte[] value;

    private LoadedRow(LoadedType type, byte[] key, byte[] value) {
        this.type = type;
        this.key = key;
        this.value = value;
    }

    static byte[] key(Ref ref) {
        return switch (ref) {
            case NodeRef node -> Tuple.of(NODE, node.type()).with(node.key()).encode();
            case EdgeRef edge ->
                    Tuple.of(EDGE, edge.type(), edge.from(), edge.to()).with(edge.key()).encode();
        };
    }

    /** How the keys of the type's rows begin. */
    static byte[] head(EntityType type) {
        int kind =
                switch (type) {
                    case NodeType _ -> NODE;
                    case EdgeType _ -> EDGE;
                };
        return Tuple.of(kind, type.number()).encode();
    }

    static byte[] value(TypedRow typed, byte[] row) {
        byte[] place = typed.place().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD + place.length + row.length)
                .put((byte) (typed.op() == Op.INSERT ? 1 : 0))
                .putShort((short) place.length)
                .put(place)
                .put(row)
                .array();
    }

    /** What a merge makes of a row; as it will be stored, empty when it goes. */
    static byte[] value(Change.Kind kind, byte[] row) {
        return ByteBuffer.allocate(HEAD + MERGE.length + row.length)
                .put(code(kind))
                .putShort((short) MERGE.length)
                .put(MERGE)
                .put(row)
                .array();
    }

    /** The row of a type, which is that of its key. */
    static LoadedRow read(LoadedType type, KeyedBytes sorted) {
        return new LoadedRow(type, sorted.key(), sorted.value());
    }

    LoadedType type() {
        return type;
    }

    /** What becomes of the row by a merge. */
    Change.Kind kind() {
        return kind(value);
    }

    /** What becomes of the row that has the value. */
    static Change.Kind kind(byte[] value) {
        return switch (value[0]) {
            case 'i' -> Change.Kind.INSERTED;
            case 'u' -> Change.Kind.UPDATED;
            default -> Change.Kind.DELETED;
        };
    }

    private static byte code(Change.Kind kind) {
        return switch (kind) {
            case INSERTED -> 'i';
            case UPDATED -> 'u';
            case DELETED -> 'd';
        };
    }

    /** Of a load: whether it must not be there yet. */
    boolean insert() {
        return value[0] == 1;
    }

    /** As it is stored. */
    byte[] row() {
        return Arrays.copyOfRange(value, HEAD + placeBytes(), value.length);
    }

    private int placeBytes() {
        return (value[1] & 0xff) << 8 | (value[2] & 0xff);
    }

    String place() {
        return new String(value, HEAD, placeBytes(), StandardCharsets.UTF_8);
    }

    /** The place, encoded. */
    byte[] placeText() {
        return Arrays.copyOfRange(value, HEAD, HEAD + placeBytes());
    }

    boolean hasKeyOf(LoadedRow other) {
        return Arrays.equals(key, other.key);
    }

    /** Where it is stored. */
    Key stored() {
        return type.stored().with(key, begin(), key.length);
    }

    /** The encoded key from {@link #begin} on: that of a node, or source, target and own key. */
    byte[] key() {
        return key;
    }

    int begin() {
        return type.head().length;
    }

    /** The key within the type, encoded. */
    byte[] ownKey() {
        return Arrays.copyOfRange(key, begin(), key.length);
    }

    /** The key of the node that the edge leaves, encoded. */
    byte[] from() {
        return inner(begin());
    }

    /** The key of the node that the edge enters, encoded. */
    byte[] to() {
        return inner(Tuple.end(key, begin()));
    }

    private byte[] inner(int begin) {
        return Arrays.copyOfRange(key, begin + 1, Tuple.end(key, begin) - 1);
    }

    boolean leavesWhere(LoadedRow other) {
        int end = Tuple.end(key, begin());
        return end <= other.key.length && Arrays.equals(key, 0, end, other.key, 0, end);
    }

    /** Number of the type, target, source and own key, encoded: how edges sort by their target. */
    byte[] byTarget() {
        int from = begin();
        int to = Tuple.end(key, from);
        int own = Tuple.end(key, to);
        byte[] number = type.number();
        return ByteBuffer.allocate(number.length + key.length - from)
                .put(number)
                .put(key, to, own - to)
                .put(key, from, to - from)
                .put(key, own, key.length - own)
                .array();
    }

    Ref ref() {
        return Indexes.ref(type.type(), Tuple.decode(key, begin()));
    }

    /** The edge of a key that was made by {@link #byTarget}. */
    static EdgeRef edgeByTarget(byte[] key) {
        Tuple all = Tuple.decode(key);
        return new EdgeRef(Math.toIntExact(all.number(0)), all.tuple(2), all.tuple(1), all.from(3));
    }
}

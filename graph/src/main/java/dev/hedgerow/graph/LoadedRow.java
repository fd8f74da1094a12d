package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.store.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A row of a bulk load between being typed and being written. As a record it is sorted nodes before
 * edges, by type and key; edges by their source first.
 *
 * @param insert whether it must not be there yet
 * @param row as it is stored
 */
record LoadedRow(Ref ref, boolean insert, String place, byte[] row) {
    private static final int NODE = 0;
    private static final int EDGE = 1;
    private static final int HEAD = 3;

    static byte[] key(TypedRow typed) {
        return switch (typed.ref()) {
            case Ref.NodeRef node -> Tuple.of(NODE, node.type()).with(node.key()).encode();
            case Ref.EdgeRef edge ->
                    Tuple.of(EDGE, edge.type(), edge.from(), edge.to()).with(edge.key()).encode();
        };
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

    static LoadedRow read(KeyedBytes sorted) {
        Tuple key = Tuple.decode(sorted.key());
        int type = Math.toIntExact(key.number(1));
        Ref ref =
                key.number(0) == NODE
                        ? new Ref.NodeRef(type, key.from(2))
                        : new Ref.EdgeRef(type, key.tuple(2), key.tuple(3), key.from(4));
        byte[] value = sorted.value();
        int place = Short.toUnsignedInt(ByteBuffer.wrap(value).getShort(1));
        return new LoadedRow(
                ref,
                value[0] == 1,
                new String(value, HEAD, place, StandardCharsets.UTF_8),
                Arrays.copyOfRange(value, HEAD + place, value.length));
    }
}

package dev.hedgerow.graph.value;

import dev.hedgerow.files.Cells;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowPart;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Block;
import dev.hedgerow.store.TupleCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of stored rows of one type and tells them to cells, without an object for what is
 * small: rows are read by the million when a projection is built. What it tells is what {@link
 * RowCodec} and {@link KeyCodec} decode. For one thread.
 */
public final class RowParts {
    /** Elements of a stored key before the entity's own: graph, branch, kind, type. */
    private static final int PREFIX = 4;

    /** Bytes of a stored row before its tuple. */
    private static final int FORMAT = 1;

    private final Cells cells;
    private final TupleCursor cursor = new TupleCursor();
    private final boolean isEdge;

    /**
     * The encoded elements before the entity's own in the last key, most often those of the next.
     */
    private byte[] prefix = {};

    private @Nullable KeyPart key;
    private @Nullable KeyPart source;
    private @Nullable KeyPart target;

    /** In the order of the properties' numbers, as rows have them. */
    private final ValuePart[] values;

    /**
     * @param parts what to tell, each once; the first is column 0
     */
    public RowParts(EntityType type, List<RowPart> parts, Cells cells) {
        this.cells = cells;
        isEdge = type instanceof EdgeType;
        var told = new ArrayList<ValuePart>();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case RowPart.Value(Property property) -> told.add(new ValuePart(i, property));
                case RowPart.Key() -> key = new KeyPart(i, type.key(), false);
                case RowPart.OnlyKey() -> key = new KeyPart(i, type.key(), true);
                case RowPart.End(boolean outgoing) -> end(i, type, outgoing, false);
                case RowPart.OnlyEnd(boolean outgoing) -> end(i, type, outgoing, true);
            }
        }
        told.sort(Comparator.comparingInt(part -> part.number));
        values = told.toArray(ValuePart[]::new);
    }

    private void end(int column, EntityType type, boolean outgoing, boolean only) {
        var edge = (EdgeType) type;
        var end = new KeyPart(column, (outgoing ? edge.from() : edge.to()).key(), only);
        if (outgoing) {
            source = end;
        } else {
            target = end;
        }
    }

    /** Tells the rows of a block; an entry with an empty value is none. */
    public void tell(Block block) {
        for (int i = 0; i < block.size(); i++) {
            if (block.value(i) < block.valueEnd(i)) {
                tellKey(block.bytes(), block.key(i), block.keyEnd(i));
                cursor.begin(block.bytes(), block.value(i) + FORMAT, block.valueEnd(i));
                tellValues();
                cells.endRow();
            }
        }
    }

    private void tellKey(byte[] bytes, int from, int to) {
        int own = from + prefix.length;
        if (from < own && own < to && Arrays.equals(bytes, from, own, prefix, 0, prefix.length)) {
            cursor.begin(bytes, own, to);
        } else {
            cursor.begin(bytes, from, to);
            cursor.skip(PREFIX);
            prefix = Arrays.copyOfRange(bytes, from, cursor.at());
        }
        if (isEdge) {
            tellEnd(source);
            tellEnd(target);
        }
        if (key != null) {
            tell(key);
        }
    }

    private void tellEnd(@Nullable KeyPart end) {
        if (end == null) {
            cursor.skip(1);
        } else {
            cursor.enter();
            tell(end);
            cursor.leave();
        }
    }

    private void tell(KeyPart part) {
        if (part.only) {
            tell(part.column, part.form, part.properties.getFirst().type());
            return;
        }
        var whole = new ArrayList<Object>();
        while (cursor.hasNext()) {
            ValueType type =
                    part.properties.isEmpty()
                            ? ValueType.Scalar.STRING
                            : part.properties.get(whole.size()).type();
            whole.add(Elements.value(type, Objects.requireNonNull(cursor.element())));
        }
        cells.value(part.column, whole);
    }

    private void tellValues() {
        int part = 0;
        long last = 0;
        while (cursor.hasNext()) {
            long number = cursor.number();
            if (number <= last) {
                throw HedgerowException.of(
                        Failure.CORRUPT, "A stored row has its numbers out of order");
            }
            last = number;
            for (; part < values.length && values[part].number < number; part++) {
                fill(values[part]);
            }
            if (part < values.length && values[part].number == number) {
                ValuePart here = values[part++];
                if (!cursor.skipNull()) {
                    tell(here.column, here.form, here.property.type());
                }
            } else {
                cursor.skip(1);
            }
        }
        for (; part < values.length; part++) {
            fill(values[part]);
        }
    }

    /** Tells the filler of a property that the row does not have. */
    private void fill(ValuePart part) {
        if (part.filler != null) {
            cells.value(part.column, part.filler);
        }
    }

    /** Tells the value of the next element. */
    private void tell(int column, Form form, ValueType type) {
        switch (form) {
            case BOOL -> cells.bool(column, cursor.bool());
            case NUMBER -> cells.number(column, cursor.number());
            case REAL -> cells.real(column, cursor.real());
            case TEXT -> {
                cursor.text();
                cells.text(column, cursor.textBytes(), cursor.textFrom(), cursor.textTo());
            }
            case OTHER ->
                    cells.value(
                            column, Elements.value(type, Objects.requireNonNull(cursor.element())));
        }
    }

    /** How the element of a type is told. */
    private enum Form {
        BOOL,
        NUMBER,
        REAL,
        TEXT,
        OTHER;

        static Form of(ValueType type) {
            return switch (type) {
                case ValueType.Scalar scalar ->
                        switch (scalar) {
                            case BOOL -> BOOL;
                            case I32, I64, U32, DATE, DATE_TIME -> NUMBER;
                            case F32, F64 -> REAL;
                            case STRING, JSON -> TEXT;
                            case U64, UUID, BLOB -> OTHER;
                        };
                case ValueType.Enumeration _ -> TEXT;
                case ValueType.Decimal _, ValueType.VectorOf _, ValueType.ListOf _ -> OTHER;
            };
        }
    }

    private static final class KeyPart {
        private final int column;
        private final List<Property> properties;
        private final boolean only;
        private final Form form;

        KeyPart(int column, List<Property> properties, boolean only) {
            if (only && properties.size() != 1) {
                throw new IllegalArgumentException(properties + " is not one property");
            }
            this.column = column;
            this.properties = properties;
            this.only = only;
            form = only ? Form.of(properties.getFirst().type()) : Form.OTHER;
        }
    }

    private static final class ValuePart {
        private final int column;
        private final Property property;
        private final int number;
        private final Form form;
        private final @Nullable Object filler;

        ValuePart(int column, Property property) {
            this.column = column;
            this.property = property;
            number = property.number();
            form = Form.of(property.type());
            filler = property.filler().orElse(null);
        }
    }
}

package dev.hedgerow.tables.value;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item as its stored bytes; see the package page. Nothing is decoded that nobody asks for.
 *
 * @param bytes not to be changed
 */
public record StoredItem(byte[] bytes) {
    /** Encodes an item. */
    public static StoredItem of(Map<String, Value> attributes) {
        return new StoredItem(ItemEncoder.encode(attributes));
    }

    /** Where its parts are read. */
    private ItemCursor cursor() {
        if (bytes.length < 3 || bytes[0] != Tags.VERSION) {
            throw HedgerowException.of(Failure.CORRUPT, "A stored item has an unknown form");
        }
        return new ItemCursor(bytes, 1);
    }

    /** How many bytes DynamoDB counts for it. */
    public int size() {
        return cursor().number();
    }

    /** One attribute. */
    public Optional<Value> attribute(String name) {
        ItemCursor cursor = cursor();
        cursor.number();
        int count = cursor.number();
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            if (cursor.isNext(wanted)) {
                return Optional.of(value(cursor));
            }
            cursor.skipValue();
        }
        return Optional.empty();
    }

    /** All attributes, in a map of the caller's own. */
    public Map<String, Value> attributes() {
        ItemCursor cursor = cursor();
        cursor.number();
        return attributes(cursor);
    }

    /** Shows the visitor every attribute, without decoding texts. */
    public void visit(ItemVisitor visitor) {
        ItemCursor cursor = cursor();
        cursor.number();
        visitAttributes(cursor, visitor);
    }

    private static void visitAttributes(ItemCursor cursor, ItemVisitor visitor) {
        int count = cursor.number();
        for (int i = 0; i < count; i++) {
            cursor.part(visitor::name);
            visitValue(cursor, visitor);
        }
    }

    private static void visitValue(ItemCursor cursor, ItemVisitor visitor) {
        byte tag = cursor.tag();
        switch (tag) {
            case Tags.S -> cursor.part(visitor::text);
            case Tags.N -> visitor.number(Decimal.ofCode(cursor.bytes()));
            case Tags.B -> cursor.part(visitor::binary);
            case Tags.FALSE, Tags.TRUE -> visitor.bool(tag == Tags.TRUE);
            case Tags.NULL -> visitor.nothing();
            case Tags.SS, Tags.NS, Tags.BS -> visitSet(tag, cursor, visitor);
            case Tags.L -> {
                cursor.number();
                visitor.begin(Type.L);
                int count = cursor.number();
                for (int i = 0; i < count; i++) {
                    visitValue(cursor, visitor);
                }
                visitor.end(Type.L);
            }
            case Tags.M -> {
                cursor.number();
                visitor.begin(Type.M);
                visitAttributes(cursor, visitor);
                visitor.end(Type.M);
            }
            default -> throw ItemCursor.unknown(tag);
        }
    }

    private static void visitSet(byte tag, ItemCursor cursor, ItemVisitor visitor) {
        Type type = setType(tag);
        cursor.number();
        visitor.begin(type);
        int count = cursor.number();
        for (int i = 0; i < count; i++) {
            visitor.member(type, cursor.bytes());
        }
        visitor.end(type);
    }

    private static Type setType(byte tag) {
        return tag == Tags.SS ? Type.SS : tag == Tags.NS ? Type.NS : Type.BS;
    }

    private static Map<String, Value> attributes(ItemCursor cursor) {
        int count = cursor.number();
        var attributes = LinkedHashMap.<String, Value>newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            attributes.put(cursor.name(), value(cursor));
        }
        return attributes;
    }

    private static Value value(ItemCursor cursor) {
        byte tag = cursor.tag();
        return switch (tag) {
            case Tags.S -> cursor.text();
            case Tags.N -> new Value.Numeric(Decimal.ofCode(cursor.bytes()));
            case Tags.B -> new Value.Binary(cursor.bytes());
            case Tags.FALSE, Tags.TRUE -> new Value.Bool(tag == Tags.TRUE);
            case Tags.NULL -> new Value.Null();
            case Tags.SS, Tags.NS, Tags.BS -> set(tag, cursor);
            case Tags.L -> {
                cursor.number();
                int count = cursor.number();
                List<Value> values = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    values.add(value(cursor));
                }
                yield new Value.Sequence(values);
            }
            case Tags.M -> {
                cursor.number();
                yield new Value.Document(attributes(cursor));
            }
            default -> throw ItemCursor.unknown(tag);
        };
    }

    private static Value set(byte tag, ItemCursor cursor) {
        cursor.number();
        int count = cursor.number();
        List<Value> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(
                    switch (tag) {
                        case Tags.SS -> cursor.text();
                        case Tags.NS -> new Value.Numeric(Decimal.ofCode(cursor.bytes()));
                        default -> new Value.Binary(cursor.bytes());
                    });
        }
        return new Value.Set(setType(tag), members);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof StoredItem(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return attributes().toString();
    }
}

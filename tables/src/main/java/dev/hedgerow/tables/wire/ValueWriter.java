package dev.hedgerow.tables.wire;

import dev.hedgerow.tables.value.Decimal;
import dev.hedgerow.tables.value.ItemVisitor;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Writes values as JSON; a stored item goes from its bytes to those of the answer. */
public final class ValueWriter implements ItemVisitor {
    private static final Map<Type, SerializableString> NAMES = names();

    private final JsonGenerator out;

    public ValueWriter(JsonGenerator out) {
        this.out = out;
    }

    private static Map<Type, SerializableString> names() {
        var names = new EnumMap<Type, SerializableString>(Type.class);
        for (Type type : Type.values()) {
            names.put(type, new SerializedString(type.name()));
        }
        return names;
    }

    /** An object with all attributes. */
    public void attributes(Map<String, Value> attributes) {
        out.writeStartObject();
        for (var attribute : attributes.entrySet()) {
            out.writeName(attribute.getKey());
            value(attribute.getValue());
        }
        out.writeEndObject();
    }

    /** An object with all attributes. */
    public void item(StoredItem item) {
        out.writeStartObject();
        item.visit(this);
        out.writeEndObject();
    }

    /** An object with the type as its one name. */
    public void value(Value value) {
        open(value.type());
        switch (value) {
            case Value.Text(String text, _) -> out.writeString(text);
            case Value.Numeric(Decimal number) -> out.writeString(number.toString());
            case Value.Binary(byte[] bytes) -> out.writeBinary(bytes);
            case Value.Bool(boolean flag) -> out.writeBoolean(flag);
            case Value.Null _ -> out.writeBoolean(true);
            case Value.Set(_, var members) -> {
                out.writeStartArray();
                members.forEach(this::member);
                out.writeEndArray();
            }
            case Value.Sequence(var values) -> {
                out.writeStartArray();
                values.forEach(this::value);
                out.writeEndArray();
            }
            case Value.Document(var attributes) -> attributes(attributes);
        }
        out.writeEndObject();
    }

    private void member(Value member) {
        switch (member) {
            case Value.Text(String text, _) -> out.writeString(text);
            case Value.Numeric(Decimal number) -> out.writeString(number.toString());
            case Value.Binary(byte[] bytes) -> out.writeBinary(bytes);
            case Value.Bool _, Value.Null _, Value.Set _, Value.Sequence _, Value.Document _ ->
                    throw new IllegalStateException("in a set: " + member.type());
        }
    }

    private static SerializableString name(Type type) {
        return Objects.requireNonNull(NAMES.get(type));
    }

    private void open(Type type) {
        out.writeStartObject();
        out.writeName(name(type));
    }

    @Override
    public void name(byte[] bytes, int from, int length) {
        out.writeName(new String(bytes, from, length, StandardCharsets.UTF_8));
    }

    @Override
    public void text(byte[] bytes, int from, int length) {
        open(Type.S);
        out.writeUTF8String(bytes, from, length);
        out.writeEndObject();
    }

    @Override
    public void number(Decimal number) {
        open(Type.N);
        out.writeString(number.toString());
        out.writeEndObject();
    }

    @Override
    public void binary(byte[] bytes, int from, int length) {
        open(Type.B);
        out.writeBinary(bytes, from, length);
        out.writeEndObject();
    }

    @Override
    public void bool(boolean flag) {
        open(Type.BOOL);
        out.writeBoolean(flag);
        out.writeEndObject();
    }

    @Override
    public void nothing() {
        open(Type.NULL);
        out.writeBoolean(true);
        out.writeEndObject();
    }

    @Override
    public void begin(Type type) {
        open(type);
        if (type == Type.M) {
            out.writeStartObject();
        } else {
            out.writeStartArray();
        }
    }

    @Override
    public void member(Type set, byte[] bytes) {
        switch (set) {
            case NS -> out.writeString(Decimal.ofCode(bytes).toString());
            case BS -> out.writeBinary(bytes);
            default -> out.writeUTF8String(bytes, 0, bytes.length);
        }
    }

    @Override
    public void end(Type type) {
        if (type == Type.M) {
            out.writeEndObject();
        } else {
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}

package dev.hedgerow.tables.value;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attribute value. Values are never changed; an update makes new ones. */
public sealed interface Value {
    /** Levels of nesting, the value itself included. */
    int LEVELS_MAX = 32;

    Type type();

    /** How many bytes DynamoDB counts for it, without its name. */
    int size();

    /**
     * @param size of the text in UTF-8: long texts are counted once
     */
    record Text(String text, int size) implements Value {
        public Text(String text) {
            this(text, Utf8.length(text));
        }

        @Override
        public Type type() {
            return Type.S;
        }
    }

    record Numeric(Decimal number) implements Value {
        public static Numeric of(long number) {
            return new Numeric(Decimal.of(number));
        }

        @Override
        public Type type() {
            return Type.N;
        }

        @Override
        public int size() {
            return number.size();
        }
    }

    /**
     * @param bytes not to be changed
     */
    record Binary(byte[] bytes) implements Value {
        @Override
        public Type type() {
            return Type.B;
        }

        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary(byte[] others) && Arrays.equals(bytes, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + HexFormat.of().formatHex(bytes) + "]";
        }
    }

    record Bool(boolean flag) implements Value {
        @Override
        public Type type() {
            return Type.BOOL;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    record Null() implements Value {
        @Override
        public Type type() {
            return Type.NULL;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /**
     * A set of texts, numbers or binaries.
     *
     * @param type SS, NS or BS
     * @param members in their order, each once, at least one
     */
    record Set(Type type, List<Value> members) implements Value {
        @Override
        public int size() {
            int size = 0;
            for (Value member : members) {
                size += member.size();
            }
            return size;
        }

        public boolean contains(Value member) {
            return member.type() == type.member() && ScalarOrder.find(members, member) >= 0;
        }
    }

    /** A list. */
    record Sequence(List<Value> values) implements Value {
        @Override
        public Type type() {
            return Type.L;
        }

        @Override
        public int size() {
            int size = OVERHEAD + values.size();
            for (Value value : values) {
                size += value.size();
            }
            return size;
        }
    }

    /**
     * A map.
     *
     * @param attributes in the order they were written in
     */
    record Document(Map<String, Value> attributes) implements Value {
        @Override
        public Type type() {
            return Type.M;
        }

        @Override
        public int size() {
            return OVERHEAD + attributes.size() + Item.size(attributes);
        }
    }

    /** Bytes that DynamoDB counts for a list or a map besides what is in it. */
    int OVERHEAD = 3;
}

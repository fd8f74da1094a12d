package dev.hedgerow.tables.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Values of all types, drawn by chance. */
public final class AnyValues {
    private static final int[] CODE_POINTS = {
        'a', 'b', 'z', '0', ' ', 0, '"', '\\', 0x7f, 0xe9, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff,
        0x10000, 0x1f600, 0x10ffff
    };

    private AnyValues() {}

    public static Map<String, Value> item(SplittableRandom random) {
        var item = new LinkedHashMap<String, Value>();
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            item.put(text(random), value(random, 4));
        }
        return item;
    }

    public static String text(SplittableRandom random) {
        var text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? 300 : random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }

    public static Value value(SplittableRandom random, int levels) {
        return switch (random.nextInt(levels > 1 ? 10 : 7)) {
            case 0 -> new Value.Text(text(random));
            case 1 -> number(random);
            case 2 -> binary(random);
            case 3 -> new Value.Bool(random.nextBoolean());
            case 4 -> new Value.Null();
            case 5, 6 -> set(random);
            case 7, 8 -> {
                List<Value> values = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    values.add(value(random, levels - 1));
                }
                yield new Value.Sequence(values);
            }
            default -> {
                var attributes = new LinkedHashMap<String, Value>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    attributes.put(text(random), value(random, levels - 1));
                }
                yield new Value.Document(attributes);
            }
        };
    }

    private static Value number(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Value.Numeric.of(random.nextInt(-20, 20));
            case 1 -> Value.Numeric.of(random.nextLong());
            default ->
                    new Value.Numeric(
                            Decimal.parse(
                                    random.nextInt(-999, 999) + "e" + random.nextInt(-120, 120)));
        };
    }

    private static Value binary(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        return new Value.Binary(bytes);
    }

    private static Value set(SplittableRandom random) {
        Type type = List.of(Type.SS, Type.NS, Type.BS).get(random.nextInt(3));
        while (true) {
            List<Value> members = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                members.add(
                        switch (type.member()) {
                            case N -> number(random);
                            case B -> binary(random);
                            default -> new Value.Text(text(random));
                        });
            }
            var sorted = ScalarOrder.sorted(members);
            if (sorted.isPresent()) {
                return new Value.Set(type, sorted.get());
            }
        }
    }
}

package dev.hedgerow.tables.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StoredItemTest {
    @Test
    void whatIsStoredComesBackWholeAndByAttribute() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            Map<String, Value> item = AnyValues.item(random);
            var stored = StoredItem.of(item);
            assertThat(stored.attributes()).as("seed %d", seed).isEqualTo(item);
            assertThat(List.copyOf(stored.attributes().keySet()))
                    .isEqualTo(List.copyOf(item.keySet()));
            assertThat(stored.size()).as("seed %d", seed).isEqualTo(Item.size(item));
            item.forEach((name, value) -> assertThat(stored.attribute(name)).contains(value));
            assertThat(stored.attribute("not there")).isEmpty();
        }
    }

    @Test
    void anItemCutShortIsCorruptAndNothingElse() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = StoredItem.of(AnyValues.item(random)).bytes();
            var cut = new StoredItem(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            assertThatThrownBy(cut::attributes)
                    .as("seed %d", seed)
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.CORRUPT));
        }
    }

    @Test
    void sizesAreThoseOfTheDocumentation() {
        var item = new LinkedHashMap<String, Value>();
        item.put("pk", new Value.Text("é"));
        assertThat(Item.size(item)).isEqualTo(4);
        item.put("flag", new Value.Bool(false));
        assertThat(Item.size(item)).isEqualTo(9);
        item.put("n", new Value.Null());
        assertThat(Item.size(item)).isEqualTo(11);
        item.put("l", new Value.Sequence(List.of()));
        assertThat(Item.size(item)).isEqualTo(15);
        item.put("m", new Value.Document(Map.of("a", new Value.Text("bc"))));
        assertThat(Item.size(item)).isEqualTo(15 + 1 + 3 + 1 + 3);
        item.put("s", new Value.Set(Type.SS, List.of(new Value.Text("x"), new Value.Text("yz"))));
        assertThat(Item.size(item)).isEqualTo(23 + 1 + 3);
    }

    @Test
    void textsAreOrderedByTheirUtf8() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = AnyValues.text(random);
            String b = random.nextInt(3) == 0 ? a + AnyValues.text(random) : AnyValues.text(random);
            byte[] x = a.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] y = b.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(Integer.signum(Utf8.compare(a, b)))
                    .as("seed %d: %s and %s", seed, a, b)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(x, y)));
            assertThat(Utf8.length(a)).isEqualTo(x.length);
        }
        assertThat(Utf8.length("a\ud83d")).isEqualTo(-1);
        assertThat(Utf8.length("\ude00b")).isEqualTo(-1);
    }

    @Test
    void unionAndDifferenceOfSetsAreThoseOfMathematics() {
        Value.Set a = numbers(1, 3, 5);
        Value.Set b = numbers(2, 3, 9);
        assertThat(ScalarOrder.union(a, b)).isEqualTo(numbers(1, 2, 3, 5, 9));
        assertThat(ScalarOrder.without(a, b)).isEqualTo(numbers(1, 5).members());
        assertThat(ScalarOrder.without(a, a)).isEmpty();
    }

    private static Value.Set numbers(long... numbers) {
        return new Value.Set(
                Type.NS,
                Arrays.stream(numbers).mapToObj(n -> (Value) Value.Numeric.of(n)).toList());
    }
}

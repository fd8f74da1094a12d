package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TupleTest {
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void whatIsEncodedIsDecodedAgain() {
        for (int i = 0; i < 2_000; i++) {
            Tuple tuple = tuple(3);
            assertThat(Tuple.decode(tuple.encode())).as("-Dseed=%d", seed).isEqualTo(tuple);
        }
    }

    @Test
    void aKeyIsFollowedByTheEndOfAnotherWithoutDecodingIt() {
        var subspace = new Subspace(99, "some");
        for (int i = 0; i < 2_000; i++) {
            Tuple one = tuple(3);
            Tuple other = tuple(3);
            for (int from = 0; from <= other.size(); from++) {
                assertThat(Key.of(subspace, one).with(Key.of(subspace, other), from))
                        .as("-Dseed=%d", seed)
                        .isEqualTo(Key.of(subspace, one.with(other.from(from))));
            }
        }
    }

    @Test
    void elementsAreFoundAndCopiedWithoutBeingDecoded() {
        for (int i = 0; i < 2_000; i++) {
            Tuple tuple = tuple(3);
            byte[] encoded = tuple.encode();
            var copy = new TupleWriter();
            copy.beginNested();
            int begin = 0;
            for (Object element : tuple.elements()) {
                int end = Tuple.end(encoded, begin);
                assertThat(Tuple.of(element).encode())
                        .as("-Dseed=%d", seed)
                        .isEqualTo(Arrays.copyOfRange(encoded, begin, end));
                copy.encoded(encoded, begin, end);
                begin = end;
            }
            copy.endNested();
            copy.elements(tuple);
            assertThat(begin).isEqualTo(encoded.length);
            assertThat(Tuple.decode(copy.bytes()))
                    .as("-Dseed=%d", seed)
                    .isEqualTo(Tuple.of((Object) tuple).with(tuple));
        }
    }

    @Test
    void integersSortAsNumbers() {
        var numbers = new ArrayList<BigInteger>();
        for (int i = 0; i < 500; i++) {
            numbers.add(new BigInteger(1 + random.nextInt(120), random).negate());
            numbers.add(new BigInteger(1 + random.nextInt(120), random));
        }
        for (long edge :
                new long[] {0, 1, -1, 255, 256, -255, -256, Long.MAX_VALUE, Long.MIN_VALUE}) {
            numbers.add(BigInteger.valueOf(edge));
        }
        assertThat(sortedByBytes(numbers))
                .as("-Dseed=%d", seed)
                .isEqualTo(numbers.stream().sorted().toList());
    }

    @Test
    void doublesSortAsNumbers() {
        var numbers = new ArrayList<Double>();
        for (int i = 0; i < 1_000; i++) {
            numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        }
        numbers.addAll(List.of(0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY));
        assertThat(sortedByBytes(numbers))
                .as("-Dseed=%d", seed)
                .isEqualTo(numbers.stream().sorted().toList());
    }

    @Test
    void stringsSortByCodePoint() {
        var texts = List.of("", "\0", "\0a", "a", "a\0", "a\0b", "aa", "é", "日本", "𝄞");
        var shuffled = new ArrayList<>(texts);
        java.util.Collections.shuffle(shuffled, random);
        assertThat(sortedByBytes(shuffled)).isEqualTo(texts);
    }

    @Test
    void aTupleSortsBeforeItsExtensionsAndElementByElement() {
        for (int i = 0; i < 2_000; i++) {
            Tuple tuple = tuple(2);
            assertThat(tuple.compareTo(tuple.with(tuple(1)))).as("-Dseed=%d", seed).isNotPositive();
        }
        assertThat(Tuple.of("a", "z").compareTo(Tuple.of("aa", "a"))).isNegative();
    }

    @Test
    void bytesThatAreNoTupleAreCorrupt() {
        assertThatThrownBy(() -> Tuple.decode(new byte[] {0x1c, 1, 2}))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.CORRUPT));
    }

    private static <T> List<T> sortedByBytes(List<T> values) {
        return values.stream()
                .sorted(
                        Comparator.comparing(
                                value -> Tuple.of(value).encode(), Arrays::compareUnsigned))
                .toList();
    }

    private Tuple tuple(int depth) {
        var elements = new ArrayList<@Nullable Object>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            elements.add(element(depth));
        }
        return Tuple.ofAll(elements);
    }

    private @Nullable Object element(int depth) {
        var bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return switch (random.nextInt(depth > 0 ? 9 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextDouble();
            case 4 -> bytes;
            case 5 -> random.nextBoolean() ? "a\0b" : Integer.toString(random.nextInt(), 36);
            case 6 -> new UUID(random.nextLong(), random.nextLong());
            case 7 -> new Stamp(random.nextLong() >>> 1);
            default -> tuple(depth - 1);
        };
    }
}

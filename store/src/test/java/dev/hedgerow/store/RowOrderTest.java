package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.store.storage.Batch.Put;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowOrderTest {
    private final long seed = Long.getLong("seed", System.nanoTime());

    private void assertSortsLikeASort(List<Put> rows) {
        var expected = new ArrayList<>(rows);
        expected.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        assertThat(RowOrder.sorted(rows)).as("-Dseed=%d", seed).isEqualTo(expected);
    }

    private static List<Put> rows(Random random, int count, int lengthMax, int byteMax) {
        var rows = new ArrayList<Put>();
        for (int i = 0; i < count; i++) {
            var key = new byte[random.nextInt(lengthMax + 1)];
            for (int at = 0; at < key.length; at++) {
                key[at] = (byte) random.nextInt(-byteMax, byteMax + 1);
            }
            rows.add(new Put(key, new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return rows;
    }

    @Test
    void keysThatShareMuchEndInEachOtherOrAreTheSameSortStably() {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            assertSortsLikeASort(rows(random, random.nextInt(500), 3, 1));
            assertSortsLikeASort(rows(random, random.nextInt(500), 30, 1));
            assertSortsLikeASort(rows(random, random.nextInt(500), 20, 127));
        }
    }

    @Test
    void onlyZerosOfDifferentLengthSort() {
        var rows = new ArrayList<Put>();
        for (int length = 200; length >= 0; length--) {
            rows.add(new Put(new byte[length], new byte[1]));
            rows.add(new Put(new byte[length], new byte[2]));
        }
        assertSortsLikeASort(rows);
    }
}

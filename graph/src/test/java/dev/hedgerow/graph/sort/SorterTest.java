package dev.hedgerow.graph.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SorterTest {
    @TempDir private Path folder;
    private final long seed = Long.getLong("seed", new Random().nextLong());

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"0, 4000", "1, 4000", "50, 1000000", "5000, 4000", "5000, 1000000"})
    void recordsComeBackByKeyAndThoseOfOneKeyInTheirOrder(int count, int partBytes)
            throws Exception {
        var random = new Random(seed);
        var expected = new ArrayList<List<String>>();
        try (var sorter = new Sorter(folder, partBytes)) {
            for (int i = 0; i < count; i++) {
                var key = new byte[random.nextInt(4)];
                random.nextBytes(key);
                byte[] value = ("v" + i).getBytes(StandardCharsets.ISO_8859_1);
                sorter.add(key, value);
                expected.add(List.of(text(key), "v" + i));
            }
            expected.sort(Comparator.comparing(List::getFirst));
            var found = new ArrayList<List<String>>();
            sorter.sorted()
                    .forEachRemaining(r -> found.add(List.of(text(r.key()), text(r.value()))));
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
            assertThat(sorter.count()).isEqualTo(count);
            try (var files = Files.list(folder)) {
                assertThat(files).as("files that a crash would leave").isEmpty();
            }
        }
    }
}

package dev.hedgerow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Runs the benchmarks whose names are given, or all. */
public final class Main {
    private static final List<Benchmark> ALL =
            List.of(new StoreBench(), new GraphBench(), new ProjectionBench(), new HttpBench());

    private Main() {}

    public static void main(String[] args) throws Exception {
        var wanted = List.of(args);
        var report = new Report(System.out);
        for (Benchmark benchmark : ALL) {
            if (wanted.isEmpty() || wanted.contains(benchmark.name())) {
                System.out.println(benchmark.name());
                Path folder = Files.createTempDirectory("hedgerow-bench");
                try {
                    benchmark.run(folder, report);
                } finally {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

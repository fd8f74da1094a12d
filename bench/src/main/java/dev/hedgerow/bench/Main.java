package dev.hedgerow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Runs the benchmarks whose names are given, or all. {@code --peer=NAME=http://HOST:PORT@PID} names
 * somebody who is asked the same as the node's tables.
 */
public final class Main {
    private static final String PEER = "--peer=";

    private Main() {}

    public static void main(String[] args) throws Exception {
        var wanted = Arrays.stream(args).filter(arg -> !arg.startsWith(PEER)).toList();
        List<TableTarget> peers =
                Arrays.stream(args)
                        .filter(arg -> arg.startsWith(PEER))
                        .map(arg -> TableTarget.peer(arg.substring(PEER.length())))
                        .toList();
        List<Benchmark> all =
                List.of(
                        new StoreBench(),
                        new GraphBench(),
                        new ProjectionBench(),
                        new HttpBench(),
                        new TablesBench(peers),
                        new ScanBench());
        var report = new Report(System.out);
        for (Benchmark benchmark : all) {
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

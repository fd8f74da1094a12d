package dev.hedgerow.bench;

import java.nio.file.Path;

/** One set of figures. */
interface Benchmark {
    String name();

    /** Works in an empty folder and reports. */
    void run(Path folder, Report report) throws Exception;
}

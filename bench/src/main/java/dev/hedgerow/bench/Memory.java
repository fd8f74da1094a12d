package dev.hedgerow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says of a process. */
final class Memory {
    private Memory() {}

    /** What this process has used of the processors, all threads together. */
    static long processorNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    static long residentMebibytes() throws IOException {
        return residentMebibytes(ProcessHandle.current().pid());
    }

    static long residentMebibytes(long pid) throws IOException {
        return status(pid, "VmRSS:");
    }

    /** Lets {@link #peakMebibytes} begin anew. */
    static void forgetPeak() throws IOException {
        System.gc();
        forgetPeak(ProcessHandle.current().pid());
    }

    static void forgetPeak(long pid) throws IOException {
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
    }

    /** The most this process has held since. */
    static long peakMebibytes() throws IOException {
        return peakMebibytes(ProcessHandle.current().pid());
    }

    static long peakMebibytes(long pid) throws IOException {
        return status(pid, "VmHWM:");
    }

    private static long status(long pid, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        throw new IOException("no %s of process %d".formatted(name, pid));
    }
}

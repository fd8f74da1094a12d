package dev.hedgerow.cli.text;

import dev.hedgerow.kernel.Clock;
import java.time.Duration;

/** A progress bar on the standard error, drawn only on a terminal. */
public final class Bar implements AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(80).toNanos();
    private static final int CELLS = 28;

    private final Terminal terminal;
    private final Clock clock;
    private long drawnNanos;
    private boolean drawn;

    public Bar(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.drawnNanos = clock.nanos() - PAUSE_NANOS;
    }

    /** Draws the bar, at most some times a second. A total of 0 is unknown. */
    public void show(String label, long done, long total, String figures) {
        long now = clock.nanos();
        if (!terminal.liveErr() || now - drawnNanos < PAUSE_NANOS) {
            return;
        }
        drawnNanos = now;
        drawn = true;
        String bar = "";
        if (total > 0) {
            int full = Math.clamp(done * CELLS / total, 0, CELLS);
            long percent = Math.clamp(done * 100 / total, 0, 100);
            String cells = "█".repeat(full) + "░".repeat(CELLS - full);
            bar = "  %s %3d%%".formatted(cells, percent);
        }
        String line = label + bar + "  " + figures;
        terminal.err().print("\r\u001b[K" + Words.cut(line, terminal.errWidth() - 1));
        terminal.err().flush();
    }

    /** Wipes the bar away. */
    @Override
    public void close() {
        if (drawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}

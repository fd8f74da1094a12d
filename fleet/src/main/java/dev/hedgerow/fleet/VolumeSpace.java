package dev.hedgerow.fleet;

/** The size of a volume and what is free of it, in bytes. */
public record VolumeSpace(long bytes, long freeBytes) {
    public VolumeSpace {
        Names.within("a volume's size", bytes, 0, Long.MAX_VALUE);
        Names.within("a volume's free bytes", freeBytes, 0, bytes);
    }
}

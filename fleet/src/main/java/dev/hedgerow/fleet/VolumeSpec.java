package dev.hedgerow.fleet;

/** What does not change about a volume. */
public record VolumeSpec(String zone, String tier, String provider) {
    public VolumeSpec {
        Names.word("zone", zone);
        Names.word("tier", tier);
        Names.word("volume provider", provider);
    }
}

package dev.hedgerow.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this command, from the archive it came in. */
final class Versions implements IVersionProvider {
    static String own() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"hedgerow " + own()};
    }
}

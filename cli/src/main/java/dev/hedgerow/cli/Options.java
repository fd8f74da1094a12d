package dev.hedgerow.cli;

import dev.hedgerow.client.Address;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, with the options that every verb takes. */
@Command(
        name = "hedgerow",
        header = "Typed, versioned property graphs with Cypher, on one node or a fleet.",
        synopsisHeading = "%n",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "",
        optionListHeading = "%nOptions of every command:%n",
        sortOptions = false,
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true)
final class Options {
    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The node to talk to; else HEDGEROW_URL, else one on this machine")
    Optional<String> url = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "Else HEDGEROW_TOKEN, else read from the node's data folder")
    Optional<String> token = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data folder of the node to talk to, or to run")
    Optional<Path> data = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            scope = ScopeType.INHERIT,
            description = "How results are written")
    Format output = Format.TABLE;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "On failure, say everything that is known")
    boolean verbose;

    boolean json() {
        return output == Format.JSON;
    }

    Address.Wish wish() {
        return new Address.Wish(url, token, data);
    }

    /** How results are written. */
    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Keys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key create|list|revoke}. */
@Command(
        name = "key",
        description = "Let programs in at DynamoDB's port: create, list and revoke access keys")
final class KeyCommands {
    private static final int LISTED = 1000;

    private final Session session;

    KeyCommands(Session session) {
        this.session = session;
    }

    @Command(name = "create", description = "Make a key; its secret is shown this once")
    int create(
            @Parameters(paramLabel = "NAME", description = "Who holds it") String name,
            @Option(
                            names = "--table",
                            paramLabel = "TABLE",
                            description =
                                    "A table it is for, or what names begin with and a *; may be"
                                            + " repeated; all unless said")
                    @Nullable List<String> tables,
            @Option(
                            names = "--action",
                            paramLabel = "ACTION",
                            description =
                                    "read, write, admin or one of DynamoDB's such as GetItem; may be"
                                            + " repeated; read unless said")
                    @Nullable List<String> actions,
            @Option(
                            names = "--valid",
                            paramLabel = "TIME",
                            description = "How long, such as 12h or 30d; for ever unless said")
                    Optional<String> valid) {
        var wanted =
                new Keys.Wanted(
                        name,
                        tables == null ? List.of() : tables,
                        actions == null ? List.of() : actions,
                        valid.map(text -> TokenCommands.Durations.parse(text).toSeconds()));
        Keys.Key made = session.node().keys().create(wanted);
        return session.answer(
                made,
                key -> {
                    session.say("AWS_ACCESS_KEY_ID=" + key.id());
                    session.say("AWS_SECRET_ACCESS_KEY=" + key.secret().orElse(""));
                    session.terminal()
                            .err()
                            .println(
                                    "Made %s for %s, %s. Its secret is shown only now: keep it safe."
                                            .formatted(key.id(), key.name(), scope(key)));
                });
    }

    @Command(name = "list", description = "The keys there are, without their secrets")
    int list() {
        Keys.Page page = session.node().keys().list(Optional.of(LISTED), Optional.empty());
        Table table = Table.of("KEY", "NAME", "FOR", "BY", "CREATED", "EXPIRES");
        for (Keys.Key key : page.keys()) {
            table.row(
                    key.id(),
                    key.name(),
                    scope(key),
                    key.issuer(),
                    Words.moment(Optional.of(key.createdAt())),
                    key.expiresAt().isEmpty() ? "never" : Words.moment(key.expiresAt()));
        }
        return session.answer(page, _ -> session.table(table, "There are no keys."));
    }

    @Command(name = "revoke", description = "Let a key in no more")
    int revoke(@Parameters(paramLabel = "KEY", description = "Its id, as in the list") String id) {
        Keys.Revoked revoked = session.node().keys().revoke(id);
        return session.answer(
                revoked, r -> session.say("Revoked %s of %s".formatted(r.id(), r.name())));
    }

    private static String scope(Keys.Key key) {
        String tables =
                key.tables().equals(List.of("*")) ? "all tables" : String.join(", ", key.tables());
        return String.join(", ", key.actions()) + " on " + tables;
    }
}

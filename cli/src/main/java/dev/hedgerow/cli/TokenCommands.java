package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token create|list|revoke|self}. */
@Command(name = "token", description = "Let others in: create, list and revoke access tokens")
final class TokenCommands {
    private static final int LISTED = 1000;

    private final Session session;

    TokenCommands(Session session) {
        this.session = session;
    }

    /** What a token allows. */
    enum Allowed {
        READ,
        WRITE,
        ADMINISTER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(name = "create", description = "Make a token; its secret is shown this once")
    int create(
            @Parameters(paramLabel = "NAME", description = "Whom commits will name") String name,
            @Option(
                            names = "--right",
                            paramLabel = "read|write|administer",
                            defaultValue = "read",
                            description = "What it allows; read unless said")
                    Allowed right,
            @Option(
                            names = "--graph",
                            paramLabel = "GRAPH",
                            description = "The only graph it sees; may be repeated")
                    @Nullable List<String> graphs,
            @Option(
                            names = "--branches",
                            paramLabel = "PREFIX",
                            description = "It writes only to branches that begin with this")
                    Optional<String> branches,
            @Option(
                            names = "--valid",
                            paramLabel = "TIME",
                            description = "How long, such as 12h or 30d; for ever unless said")
                    Optional<String> valid) {
        var wanted =
                new Tokens.Wanted(
                        name,
                        right.toString(),
                        graphs == null ? List.of() : graphs,
                        branches,
                        valid.map(text -> Durations.parse(text).toSeconds()));
        Tokens.Token made = session.node().tokens().create(wanted);
        return session.answer(
                made,
                token -> {
                    session.say(token.token().orElse(""));
                    session.terminal()
                            .err()
                            .println(
                                    "Made %s for %s, to %s %s. It is shown only now: keep it safe."
                                            .formatted(
                                                    token.id(),
                                                    token.name(),
                                                    token.right(),
                                                    scope(token.graphs(), token.branches())));
                });
    }

    @Command(name = "list", description = "The tokens there are, without their secrets")
    int list() {
        Tokens.Page page = session.node().tokens().list(Optional.of(LISTED), Optional.empty());
        Table table = Table.of("TOKEN", "NAME", "RIGHT", "FOR", "BY", "CREATED", "EXPIRES");
        for (Tokens.Token token : page.tokens()) {
            table.row(
                    token.id(),
                    token.name(),
                    token.right(),
                    scope(token.graphs(), token.branches()),
                    token.issuer(),
                    Words.moment(Optional.of(token.createdAt())),
                    token.expiresAt().isEmpty() ? "never" : Words.moment(token.expiresAt()));
        }
        return session.answer(page, p -> session.table(table, "There are no tokens."));
    }

    @Command(name = "revoke", description = "Let a token in no more")
    int revoke(
            @Parameters(paramLabel = "TOKEN", description = "Its id, as in the list") String id) {
        Tokens.Revoked revoked = session.node().tokens().revoke(id);
        return session.answer(
                revoked, r -> session.say("Revoked %s of %s".formatted(r.id(), r.name())));
    }

    @Command(name = "self", description = "Who this command is for the node, and what it may do")
    int self() {
        Tokens.Self self = session.node().tokens().self();
        return session.answer(
                self,
                s ->
                        session.say(
                                "%s of the tenant %s, to %s %s"
                                        .formatted(
                                                s.name(),
                                                s.tenant(),
                                                s.right(),
                                                scope(s.graphs(), s.branches()))));
    }

    static String scope(Optional<List<String>> graphs, Optional<String> branches) {
        return graphs.map(names -> names.isEmpty() ? "no graph" : String.join(", ", names))
                        .orElse("all graphs")
                + branches.map(prefix -> ", branches " + prefix + "*").orElse("");
    }

    /** {@code 90s}, {@code 30m}, {@code 12h}, {@code 30d}. */
    static final class Durations {
        private Durations() {}

        static Duration parse(String text) {
            String number = text.substring(0, Math.max(0, text.length() - 1));
            if (!number.matches("[1-9][0-9]{0,8}")) {
                throw invalid(text);
            }
            long count = Long.parseLong(number);
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(count);
                case 'm' -> Duration.ofMinutes(count);
                case 'h' -> Duration.ofHours(count);
                case 'd' -> Duration.ofDays(count);
                default -> throw invalid(text);
            };
        }

        private static RuntimeException invalid(String text) {
            return Misuse.of(
                    "'%s' is not a time: expected such as 90s, 30m, 12h or 30d".formatted(text));
        }
    }
}

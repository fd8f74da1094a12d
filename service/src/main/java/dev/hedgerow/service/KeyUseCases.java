package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.store.Reader;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Access keys for tables: made, listed and revoked. */
public final class KeyUseCases {
    private static final int PARTS_MAX = 100;
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{0,255}\\*?");
    private static final System.Logger LOG = System.getLogger(KeyUseCases.class.getName());

    private final Layers layers;
    private final Gate gate;
    private final Once once;
    private final TableKeys keys;

    KeyUseCases(Layers layers, Gate gate, Once once, TableKeys keys) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
        this.keys = keys;
    }

    /**
     * A key that somebody is to get.
     *
     * @param name who holds it, as users of AWS are named
     * @param tables names, or what they begin with and a {@code *}; empty for all
     * @param actions of DynamoDB, or {@code read}, {@code write}, {@code admin}; empty to read
     */
    public record Wanted(
            String name, List<String> tables, List<String> actions, Optional<Duration> valid) {
        public Wanted {
            tables = tables.isEmpty() ? List.of(TableKey.ALL) : List.copyOf(tables);
            actions = actions.isEmpty() ? List.of(TableActions.READ) : List.copyOf(actions);
        }
    }

    /**
     * A key.
     *
     * @param secret only in the answer to the request that made it
     */
    public record Shown(TableKey key, Optional<String> secret) {
        /** Without the secret: this may come into a log. */
        @Override
        public String toString() {
            return key.toString();
        }
    }

    /** Makes a key. A repetition with the same idempotency key is told all but the secret. */
    public Shown create(Caller caller, Wanted wanted, Optional<String> key) {
        gate.checkTenant(caller, Right.ADMINISTER, "create access keys");
        TableKey made = checked(caller, wanted);
        String secret = keys.newSecret();
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "create key " + wanted,
                        tx -> {
                            keys.put(tx, secret, made);
                            return made.id();
                        });
        if (told.replayed()) {
            try (var now = layers.store().snapshot()) {
                return new Shown(require(now, told.text()), Optional.empty());
            }
        }
        LOG.log(
                Level.INFO,
                "access key {0} for {1} made by {2}: {3} on {4}",
                made.id(),
                made.name(),
                caller.actor(),
                made.actions(),
                made.tables());
        return new Shown(made, Optional.of(secret));
    }

    private TableKey checked(Caller caller, Wanted wanted) {
        if (!NAME.matcher(wanted.name()).matches()) {
            throw invalid("The name of a key has 1 to 64 letters, digits or any of +=,.@_-");
        }
        if (wanted.tables().size() > PARTS_MAX || wanted.actions().size() > PARTS_MAX) {
            throw invalid("A key names at most %d tables and actions".formatted(PARTS_MAX));
        }
        for (String table : wanted.tables()) {
            if (table.isEmpty() || !TABLE.matcher(table).matches()) {
                throw invalid(
                        "'%s' is no table: expected a name, or what names begin with and a *"
                                .formatted(table));
            }
        }
        wanted.actions().forEach(KeyUseCases::checkAction);
        wanted.valid()
                .filter(time -> !time.isPositive() || time.compareTo(TokenUseCases.VALID_MAX) > 0)
                .ifPresent(time -> {
                    throw invalid(
                            "A key is valid for 1 second to %d days, or without an end"
                                    .formatted(TokenUseCases.VALID_MAX.toDays()));
                });
        Instant now = layers.world().clock().instant();
        return new TableKey(
                keys.newId(),
                wanted.name(),
                wanted.tables(),
                wanted.actions(),
                caller.actor(),
                now,
                wanted.valid().map(now::plus));
    }

    private static void checkAction(String action) {
        if (!TableActions.isKnown(action)) {
            String meant =
                    Nearest.word(action, TableActions.words())
                            .map("; did you mean `%s`?"::formatted)
                            .orElse("");
            throw invalid(
                    "'%s' is no action: expected read, write, admin or one of DynamoDB's%s"
                            .formatted(action, meant));
        }
    }

    /** The keys, the oldest first, after the id. */
    public List<TableKey> list(Caller caller, Optional<String> after, int limit) {
        gate.checkTenant(caller, Right.ADMINISTER, "list access keys");
        return keys.list(after, limit);
    }

    /** The key lets nobody in any more, from the next request on; says whose it was. */
    public String revoke(Caller caller, String id, Optional<String> key) {
        gate.checkTenant(caller, Right.ADMINISTER, "revoke access keys");
        String name;
        try {
            name = removed(caller, id, key);
        } finally {
            // also when it is not known whether it happened
            keys.changed();
        }
        LOG.log(Level.INFO, "access key {0} of {1} revoked by {2}", id, name, caller.actor());
        return name;
    }

    private String removed(Caller caller, String id, Optional<String> key) {
        return once.run(
                        caller,
                        key,
                        "revoke key " + id,
                        tx -> {
                            TableKey found = require(tx, id);
                            keys.remove(tx, id);
                            return found.name();
                        })
                .text();
    }

    private TableKey require(Reader reader, String id) {
        return keys.find(reader, id)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.NOT_FOUND,
                                "There is no access key %s; list them to see their ids"
                                        .formatted(id)));
    }

    private static HedgerowException invalid(String sentence) {
        return HedgerowException.of(Failure.INVALID_REQUEST, sentence);
    }
}

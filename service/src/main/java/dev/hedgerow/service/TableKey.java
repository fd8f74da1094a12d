package dev.hedgerow.service;

import dev.hedgerow.tables.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An access key for tables, but for its secret.
 *
 * @param id {@code AK…}, which every request signed with it names
 * @param name who holds it; refusals and logs say it
 * @param tables names, or what names begin with and a {@code *}; {@code *} is all of them
 * @param actions of DynamoDB, or {@code read}, {@code write} and {@code admin} for many of them
 * @param issuer the actor who made it
 * @param expires when it stops to let anybody in; empty means never
 */
public record TableKey(
        String id,
        String name,
        List<String> tables,
        List<String> actions,
        String issuer,
        Instant created,
        Optional<Instant> expires)
        implements Permission {
    /** Every table. */
    static final String ALL = "*";

    public TableKey {
        tables = List.copyOf(tables);
        actions = List.copyOf(actions);
    }

    @Override
    public String principal() {
        return "arn:aws:iam::000000000000:user/" + name;
    }

    @Override
    public boolean allows(String action, Optional<String> table) {
        return actions.stream().anyMatch(word -> TableActions.includes(word, action))
                && tables.stream().anyMatch(pattern -> fits(pattern, table));
    }

    private static boolean fits(String pattern, Optional<String> table) {
        if (pattern.equals(ALL)) {
            return true;
        }
        if (pattern.endsWith(ALL)) {
            String prefix = pattern.substring(0, pattern.length() - 1);
            return table.filter(name -> name.startsWith(prefix)).isPresent();
        }
        return table.filter(pattern::equals).isPresent();
    }
}

package dev.hedgerow.tables;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** UpdateTimeToLive and DescribeTimeToLive. */
final class ExpiryOperations {
    private static final int ATTRIBUTE_MAX = 255;

    private final Reads reads;
    private final Writes writes;
    private final Tending tending;
    private final World world;

    ExpiryOperations(Reads reads, Writes writes, Tending tending, World world) {
        this.reads = reads;
        this.writes = writes;
        this.tending = tending;
        this.world = world;
    }

    /** The parameters of a request. */
    private static final class Request {
        private @Nullable String tableName;
        private @Nullable String attribute;
        private @Nullable Boolean enabled;
        private boolean specified;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(
                    body,
                    (name, input) -> {
                        switch (name) {
                            case "TableName" -> request.tableName = input.string();
                            case "TimeToLiveSpecification" -> request.specification(input);
                            default -> input.skip();
                        }
                    });
            return request;
        }

        private void specification(JsonInput input) {
            specified = true;
            input.structure((name, value) -> {
                switch (name) {
                    case "AttributeName" -> attribute = value.string();
                    case "Enabled" -> enabled = value.bool();
                    default -> value.skip();
                }
            });
        }
    }

    byte[] update(byte[] body) {
        Request request = Request.read(body);
        var constraints =
                new Constraints()
                        .notNull("tableName", request.tableName)
                        .name("tableName", request.tableName, 1)
                        .notNull("timeToLiveSpecification", request.specified ? request : null);
        if (request.specified) {
            constraints
                    .notNull("timeToLiveSpecification.attributeName", request.attribute)
                    .chars(
                            "timeToLiveSpecification.attributeName",
                            request.attribute,
                            1,
                            ATTRIBUTE_MAX)
                    .notNull("timeToLiveSpecification.enabled", request.enabled);
        }
        constraints.check();
        String attribute = Checks.present(request.attribute);
        boolean enabled = Checks.present(request.enabled);
        return writes.transact((tx, lookup) -> {
            TableSchema table = lookup.any(Checks.present(request.tableName));
            if (table.state() != State.ACTIVE) {
                throw Sentence.TABLE_CHANGING.refusal("updated", table.name());
            }
            Expiry expiry = expiry(tx, table, attribute, enabled);
            TableSchema changed = table.with(table.settings().withExpiry(Optional.of(expiry)));
            TableRows.put(tx, changed);
            tending.ask(tx, changed);
            return JsonOutput.object(out -> {
                out.writeName("TimeToLiveSpecification");
                out.writeStartObject();
                out.writeBooleanProperty("Enabled", enabled);
                out.writeStringProperty("AttributeName", attribute);
                out.writeEndObject();
            });
        });
    }

    private Expiry expiry(Transaction tx, TableSchema table, String attribute, boolean enabled) {
        Optional<Expiry> before = table.settings().expiry();
        if (before.isEmpty()) {
            if (!enabled) {
                throw Sentence.EXPIRY_OFF.refusal();
            }
            return new Expiry(
                    attribute,
                    TableRows.nextPlace(tx),
                    Expiry.State.ENABLING,
                    world.clock().millis());
        }
        if (before.get().state() != Expiry.State.ENABLED) {
            throw Sentence.EXPIRY_BUSY.refusal();
        }
        if (!before.get().attribute().equals(attribute)) {
            throw Sentence.EXPIRY_OTHER.refusal(before.get().attribute());
        }
        if (enabled) {
            throw Sentence.EXPIRY_ON.refusal();
        }
        return before.get().with(Expiry.State.DISABLING);
    }

    byte[] describe(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .notNull("tableName", request.tableName)
                .name("tableName", request.tableName, 1)
                .check();
        return reads.read(lookup -> {
            Optional<Expiry> expiry =
                    lookup.any(Checks.present(request.tableName)).settings().expiry();
            return new Reads.Plan<>(
                    List.of(),
                    _ ->
                            JsonOutput.object(out -> {
                                out.writeName("TimeToLiveDescription");
                                out.writeStartObject();
                                if (expiry.isPresent()) {
                                    out.writeStringProperty(
                                            "AttributeName", expiry.get().attribute());
                                }
                                out.writeStringProperty(
                                        "TimeToLiveStatus",
                                        expiry.map(found -> found.state().name())
                                                .orElse("DISABLED"));
                                out.writeEndObject();
                            }));
        });
    }
}

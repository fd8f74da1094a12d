package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store.Begun;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.ItemChange.Act;
import dev.hedgerow.tables.ItemWriter.Done;
import dev.hedgerow.tables.TransactionFailed.Reason;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Item;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** TransactWriteItems and TransactGetItems. */
final class Transactions {
    static final int MEMBERS_MAX = 100;
    static final long BYTES_MAX = 4L << 20;
    static final int TOKEN_MAX = 36;

    /** Members of a transaction that does not keep others waiting long. */
    private static final int BEGUN_MAX = 10;

    private final Reads reads;
    private final Writes writes;
    private final Expressions expressions;
    private final ChangeRequests requests;
    private final World world;

    Transactions(Reads reads, Writes writes, Expressions expressions, World world) {
        this.reads = reads;
        this.writes = writes;
        this.expressions = expressions;
        this.requests = new ChangeRequests(expressions);
        this.world = world;
    }

    /** The parameters of a transaction. */
    private static final class Request {
        private @Nullable List<Map<String, Parameters>> items;
        private @Nullable String token;
        private @Nullable String returnConsumedCapacity;
        private @Nullable String returnItemCollectionMetrics;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(
                    body,
                    (name, input) -> {
                        switch (name) {
                            case "TransactItems" -> request.items = input.list(() -> member(input));
                            case "ClientRequestToken" -> request.token = input.string();
                            case "ReturnConsumedCapacity" ->
                                    request.returnConsumedCapacity = input.string();
                            case "ReturnItemCollectionMetrics" ->
                                    request.returnItemCollectionMetrics = input.string();
                            default -> input.skip();
                        }
                    });
            return request;
        }

        private static Map<String, Parameters> member(JsonInput input) {
            var member = new LinkedHashMap<String, Parameters>();
            input.structure((name, value) -> {
                switch (name) {
                    case "Put", "Update", "Delete", "ConditionCheck", "Get" ->
                            member.put(name, Parameters.read(value));
                    default -> value.skip();
                }
            });
            return member;
        }

        List<Map<String, Parameters>> checked() {
            var constraints =
                    new Constraints()
                            .oneOf(
                                    "returnConsumedCapacity",
                                    returnConsumedCapacity,
                                    Constraints.CAPACITY)
                            .oneOf(
                                    "returnItemCollectionMetrics",
                                    returnItemCollectionMetrics,
                                    Constraints.METRICS)
                            .notNull("transactItems", items);
            if (items != null) {
                constraints.length("transactItems", items, 1, MEMBERS_MAX);
            }
            if (token != null && (token.isEmpty() || token.length() > TOKEN_MAX)) {
                constraints.length(
                        "clientRequestToken",
                        Collections.nCopies(token.length(), '.'),
                        1,
                        TOKEN_MAX);
            }
            constraints.check();
            return Checks.present(items);
        }
    }

    /**
     * What a transaction asks for.
     *
     * @param digest of the request, which its token stands for; empty when it has none
     * @param statements whether it consists of statements: then the answer has a place for each
     */
    record Wish(
            List<ItemChange> changes,
            Optional<byte[]> digest,
            @Nullable String token,
            @Nullable String returnConsumedCapacity,
            @Nullable String returnItemCollectionMetrics,
            boolean statements) {}

    private Wish wish(byte[] body) {
        Request request = Request.read(body);
        Optional<RequestDigest> digest =
                Optional.ofNullable(request.token).map(_ -> new RequestDigest());
        List<ItemChange> changes = changes(request, digest);
        return new Wish(
                changes,
                digest.map(RequestDigest::bytes),
                request.token,
                request.returnConsumedCapacity,
                request.returnItemCollectionMetrics,
                false);
    }

    byte[] write(byte[] body) {
        return write(wish(body));
    }

    /** Makes all changes or none. */
    byte[] write(Wish wish) {
        try {
            return writes.transact((tx, lookup) -> write(tx, lookup, wish));
        } catch (HedgerowException e) {
            throw told(e, wish);
        }
    }

    /**
     * The same without waiting; see {@link Writes#begin}.
     *
     * @return false when there is too much in it for that: nothing was begun, and nobody is told
     */
    boolean begin(byte[] body, Consumer<Begun<byte[]>> told) {
        Wish wish = wish(body);
        if (wish.changes().size() > BEGUN_MAX) {
            return false;
        }
        try {
            writes.begin((tx, lookup) -> write(tx, lookup, wish), told);
            return true;
        } catch (HedgerowException e) {
            throw told(e, wish);
        }
    }

    private static RuntimeException told(HedgerowException failure, Wish wish) {
        if (failure.failure() == Failure.LIMIT_EXCEEDED) {
            // with their rows in indexes and their records they are more than the store takes
            return Sentence.TRANSACT_SIZE.refusal();
        }
        if (failure.failure() == Failure.TRANSACTION_CONFLICT) {
            var reason =
                    new Reason(
                            Reason.CONFLICT,
                            Sentence.TRANSACTION_CONFLICT.text(),
                            Optional.empty());
            return new TransactionFailed(Collections.nCopies(wish.changes().size(), reason));
        }
        return failure;
    }

    private List<ItemChange> changes(Request request, Optional<RequestDigest> digest) {
        var changes = new ArrayList<ItemChange>();
        long bytes = 0;
        int place = 1;
        for (Map<String, Parameters> member : request.checked()) {
            if (member.size() != 1 || member.containsKey("Get")) {
                throw Sentence.TRANSACT_ONE_OF.refusal();
            }
            var only = member.entrySet().iterator().next();
            Act act = act(only.getKey());
            checkMember(only.getKey(), act, only.getValue(), place++);
            ItemChange change = requests.member(act, only.getValue(), changes.size());
            digest.ifPresent(d -> d.add(act, only.getValue(), change.attributes()));
            bytes += Item.size(change.attributes());
            changes.add(change);
        }
        checkSize(bytes);
        return changes;
    }

    private static Act act(String name) {
        return switch (name) {
            case "Put" -> Act.PUT;
            case "Update" -> Act.UPDATE;
            case "Delete" -> Act.DELETE;
            default -> Act.CHECK;
        };
    }

    private static String memberName(int place, String action) {
        // made for every member, to be shown by few
        String name = Character.toLowerCase(action.charAt(0)) + action.substring(1);
        return "transactItems." + place + ".member." + name + '.';
    }

    private static void checkMember(String name, Act act, Parameters p, int place) {
        String member = memberName(place, name);
        var constraints =
                new Constraints()
                        .notNull(member + "tableName", p.tableName)
                        .name(member + "tableName", p.tableName, 1)
                        .notNull(
                                member + (act == Act.PUT ? "item" : "key"),
                                act == Act.PUT ? p.item : p.key)
                        .oneOf(
                                member + "returnValuesOnConditionCheckFailure",
                                p.returnValuesOnConditionCheckFailure,
                                Constraints.ON_FAILURE);
        if (act == Act.UPDATE) {
            constraints.notNull(member + "updateExpression", p.updateExpression);
        }
        if (act == Act.CHECK) {
            constraints.notNull(member + "conditionExpression", p.conditionExpression);
        }
        constraints.check();
    }

    private byte[] write(Transaction tx, Lookup lookup, Wish wish) {
        List<ItemChange> changes = wish.changes();
        var tables = new LinkedHashMap<String, TableSchema>();
        for (ItemChange change : changes) {
            Act act = change.act();
            String action = wish.statements() ? act.statement() : act.action();
            Asking.check(action, change.table());
            tables.computeIfAbsent(change.table(), name -> lookup.serving(action, name));
        }
        List<Reason> reasons = check(tables, changes);
        boolean done =
                wish.token() != null
                        && TransactionTokens.isDone(
                                tx,
                                wish.token(),
                                wish.digest().orElseThrow(),
                                world.clock().millis());
        var capacities = new TreeMap<String, Capacity>();
        long bytes = 0;
        for (int i = 0; i < changes.size(); i++) {
            ItemChange change = changes.get(i);
            TableSchema table = Checks.present(tables.get(change.table()));
            Capacity capacity = capacities.computeIfAbsent(table.name(), Capacity::new);
            if (done) {
                Key key = ItemSpace.item(table, change.attributes());
                int size = tx.get(key).map(e -> new StoredItem(e.value()).size()).orElse(0);
                capacity.addRead(Capacity.read(size));
            } else if (reasons.get(i).equals(Reason.NONE)) {
                try {
                    bytes += bytes(ItemWriter.apply(tx, table, change, true, capacity));
                } catch (ConditionFailed failed) {
                    reasons.set(i, Reason.of(failed));
                } catch (Refusal refusal) {
                    reasons.set(i, reason(refusal));
                }
                checkSize(bytes);
            }
        }
        if (reasons.stream().anyMatch(reason -> !reason.equals(Reason.NONE))) {
            throw new TransactionFailed(reasons);
        }
        capacities.values().forEach(Capacity::twice);
        return JsonOutput.object(out -> {
            if (wish.statements()) {
                writePlaces(out, changes.size());
            }
            if ("SIZE".equals(wish.returnItemCollectionMetrics())) {
                ItemCollections.writeAll(out, changes, tables);
            }
            Capacity.writeAll(out, wish.returnConsumedCapacity(), capacities.values(), true);
        });
    }

    private static void writePlaces(JsonGenerator out, int count) {
        out.writeName("Responses");
        out.writeStartArray();
        for (int i = 0; i < count; i++) {
            out.writeStartObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /**
     * What the schemas say of the members. Empty key values refuse the request; other faults cancel
     * the transaction.
     */
    private static List<Reason> check(Map<String, TableSchema> tables, List<ItemChange> changes) {
        var reasons = new ArrayList<Reason>();
        Set<Key> keys = new HashSet<>();
        for (ItemChange change : changes) {
            TableSchema table = Checks.present(tables.get(change.table()));
            Reason reason = Reason.NONE;
            try {
                ItemWriter.check(table, change);
            } catch (Refusal refusal) {
                reason = reason(refusal);
            }
            // whatever else is wrong with a member: two of one item are no transaction
            if (Checks.hasKey(table, change.attributes())
                    && !keys.add(ItemSpace.item(table, change.attributes()))) {
                throw Sentence.TRANSACT_TWICE.refusal();
            }
            reasons.add(reason);
        }
        return reasons;
    }

    private static Reason reason(Refusal refusal) {
        if (refusal.sentence().refusesWholeTransaction()) {
            throw refusal;
        }
        return new Reason(Reason.VALIDATION, refusal.message(), Optional.empty());
    }

    /** The larger of what was there and what is there now. */
    private static long bytes(Done done) {
        int before = done.before().map(StoredItem::size).orElse(0);
        return Math.max(before, Item.size(done.after()));
    }

    private static void checkSize(long bytes) {
        if (bytes > BYTES_MAX) {
            throw Sentence.TRANSACT_SIZE.refusal();
        }
    }

    /** One item to be read, checked as far as no table is needed. */
    private record Wanted(String table, Map<String, Value> key, Optional<Projection> projection) {}

    byte[] get(byte[] body) {
        Request request = Request.read(body);
        List<Wanted> wanted = new ArrayList<>();
        int place = 1;
        for (Map<String, Parameters> member : request.checked()) {
            wanted.add(wanted(member.get("Get"), place++));
        }
        return reads.read(lookup -> {
            var ranges = new ArrayList<KeyRange>();
            var keys = new ArrayList<Key>();
            var reasons = new ArrayList<Reason>();
            for (Wanted each : wanted) {
                TableSchema table = lookup.serving("GetItem", each.table());
                try {
                    Checks.lookupKey(table, each.key());
                    each.projection().ifPresent(p -> Checks.projection(table, p));
                    keys.add(ItemSpace.item(table, each.key()));
                    ranges.add(KeyRange.single(keys.getLast()));
                    reasons.add(Reason.NONE);
                } catch (Refusal refusal) {
                    reasons.add(reason(refusal));
                }
            }
            if (new HashSet<>(keys).size() < keys.size()) {
                throw Sentence.TRANSACT_TWICE.refusal();
            }
            if (keys.size() < wanted.size()) {
                throw new TransactionFailed(reasons);
            }
            return new Reads.Plan<>(ranges, reader -> got(reader, request, wanted, keys));
        });
    }

    private Wanted wanted(@Nullable Parameters p, int place) {
        String member = "transactItems.%d.member.get".formatted(place);
        new Constraints().notNull(member, p).check();
        Parameters get = Checks.present(p);
        new Constraints()
                .notNull(member + ".tableName", get.tableName)
                .name(member + ".tableName", get.tableName, 1)
                .notNull(member + ".key", get.key)
                .check();
        var expression = new ExpressionParameters(get, expressions, List.of(Kind.PROJECTION));
        expression.checkTogether(List.of(), false);
        Map<String, Value> key = Checks.present(get.key).values();
        Optional<Projection> projection = expression.projection();
        expression.checkAllUsed();
        return new Wanted(get.table(), key, projection);
    }

    private static byte[] got(Reader reader, Request request, List<Wanted> wanted, List<Key> keys) {
        var capacities = new TreeMap<String, Capacity>();
        var items = new ArrayList<Optional<StoredItem>>();
        long bytes = 0;
        for (int i = 0; i < keys.size(); i++) {
            Optional<StoredItem> item =
                    reader.get(keys.get(i)).map(entry -> new StoredItem(entry.value()));
            items.add(item);
            capacities
                    .computeIfAbsent(wanted.get(i).table(), Capacity::new)
                    .addRead(2 * Capacity.read(item.map(StoredItem::size).orElse(0)));
            bytes += item.map(StoredItem::size).orElse(0);
            checkSize(bytes);
        }
        return JsonOutput.object(out -> {
            out.writeName("Responses");
            out.writeStartArray();
            for (int i = 0; i < items.size(); i++) {
                out.writeStartObject();
                if (items.get(i).isPresent()) {
                    out.writeName("Item");
                    SingleItems.write(out, items.get(i).get(), wanted.get(i).projection());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            Capacity.writeAll(out, request.returnConsumedCapacity, capacities.values(), true);
        });
    }
}

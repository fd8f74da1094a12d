package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.TableModel.Table;
import dev.hedgerow.tables.reference.TableModel.Units;
import dev.hedgerow.tables.reference.TableRequest.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tables that are made, changed, described, listed and deleted, and a few items in them. */
final class TableRequests {
    static final List<String> NAMES = List.of("red", "green", "blue", "grey", "gold");
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String ON_DEMAND_UNITS =
            INVALID
                    + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";

    private final SplittableRandom random;
    private final TableModel model;

    TableRequests(SplittableRandom random, TableModel model) {
        this.random = random;
        this.model = model;
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** Answers for a table, or says that it is not there. */
    Supplier<Told> of(String name, Function<Table, Told> told) {
        return () -> {
            try {
                return told.apply(model.require(name));
            } catch (Wrong wrong) {
                return Told.error("ResourceNotFoundException", wrong.sentence());
            }
        };
    }

    TableRequest any() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> create();
            case 2 -> delete();
            case 3 -> describe();
            case 4 -> list();
            case 5 -> put();
            case 6 -> scan();
            default -> update();
        };
    }

    private Optional<Units> units() {
        return random.nextBoolean()
                ? Optional.of(new Units(random.nextInt(1, 3), random.nextInt(1, 3)))
                : Optional.empty();
    }

    private static String json(Optional<Units> units) {
        return units.map(u ->
                        ",'ProvisionedThroughput':{'ReadCapacityUnits':%d,'WriteCapacityUnits':%d}"
                                .formatted(u.reads(), u.writes()))
                .orElse("");
    }

    static TableRequest request(String operation, String json, Supplier<Told> run) {
        return new TableRequest(operation, json.replace('\'', '"'), run);
    }

    private TableRequest create() {
        String name = name();
        boolean onDemand = random.nextInt(3) > 0;
        Optional<Units> units =
                random.nextInt(8) == 0
                        ? units()
                        : onDemand ? Optional.empty() : Optional.of(new Units(1, 1));
        boolean isProtected = random.nextInt(4) == 0;
        String json =
                "{'TableName':'%s','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'DeletionProtectionEnabled':%s%s%s}"
                        .formatted(
                                name,
                                isProtected,
                                onDemand ? ",'BillingMode':'PAY_PER_REQUEST'" : "",
                                json(units));
        return request(
                "CreateTable",
                json,
                () -> {
                    if (onDemand && units.isPresent()) {
                        return Told.wrong(ON_DEMAND_UNITS);
                    }
                    if (!onDemand && units.isEmpty()) {
                        return Told.wrong("No provisioned throughput specified for the table");
                    }
                    if (model.tables.containsKey(name)) {
                        return Told.error(
                                "ResourceInUseException", "Table already exists: " + name);
                    }
                    var table = new Table();
                    table.units = units;
                    table.isProtected = isProtected;
                    model.tables.put(name, table);
                    return Told.ok().with("TableDescription/TableName", name);
                });
    }

    private TableRequest delete() {
        String name = name();
        return request(
                "DeleteTable",
                "{'TableName':'%s'}".formatted(name),
                of(
                        name,
                        table -> {
                            if (table.isProtected) {
                                return Told.wrong(
                                        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
                            }
                            model.tables.remove(name);
                            return Told.ok().with("TableDescription/TableStatus", "DELETING");
                        }));
    }

    private TableRequest describe() {
        String name = name();
        return request(
                "DescribeTable",
                "{'TableName':'%s'}".formatted(name),
                of(
                        name,
                        table ->
                                Told.ok()
                                        .with("Table/TableStatus", "ACTIVE")
                                        .with("Table/DeletionProtectionEnabled", table.isProtected)
                                        .with(
                                                "Table/BillingModeSummary/BillingMode",
                                                table.units.isPresent() ? null : "PAY_PER_REQUEST")
                                        .with(
                                                "Table/ProvisionedThroughput/ReadCapacityUnits",
                                                table.units.map(Units::reads).orElse(0))
                                        .with(
                                                "Table/ProvisionedThroughput/WriteCapacityUnits",
                                                table.units.map(Units::writes).orElse(0))
                                        .with(
                                                "Table/StreamSpecification/StreamViewType",
                                                table.stream.orElse(null))
                                        .with(
                                                "Table/GlobalSecondaryIndexes/*/IndexName",
                                                table.indexed ? List.of("byg") : null)));
    }

    private TableRequest list() {
        int limit = random.nextInt(1, 7);
        String after = random.nextBoolean() ? name() : "";
        return request(
                "ListTables",
                "{'Limit':%d%s}"
                        .formatted(
                                limit,
                                after.isEmpty()
                                        ? ""
                                        : ",'ExclusiveStartTableName':'" + after + "'"),
                () -> {
                    List<String> names =
                            new ArrayList<>(model.tables.tailMap(after, false).keySet());
                    List<String> page = names.subList(0, Math.min(limit, names.size()));
                    return Told.ok()
                            .with("TableNames", page)
                            .with(
                                    "LastEvaluatedTableName",
                                    names.size() > limit ? page.getLast() : null);
                });
    }

    private TableRequest put() {
        String name = name();
        String key = "k" + random.nextInt(6);
        int value = random.nextInt(100);
        return request(
                "PutItem",
                "{'TableName':'%s','Item':{'pk':{'S':'%s'},'v':{'N':'%d'},'g':{'S':'g'}}}"
                        .formatted(name, key, value),
                () -> {
                    Table table = model.tables.get(name);
                    if (table == null) {
                        return Told.error(
                                "ResourceNotFoundException", "Requested resource not found");
                    }
                    table.items.put(key, value);
                    return Told.ok();
                });
    }

    private TableRequest scan() {
        String name = name();
        return request(
                "Scan",
                "{'TableName':'%s'}".formatted(name),
                () -> {
                    Table table = model.tables.get(name);
                    if (table == null) {
                        return Told.error(
                                "ResourceNotFoundException", "Requested resource not found");
                    }
                    return Told.ok()
                            .with("Count", table.items.size())
                            .with(
                                    "Items/*/v/N",
                                    table.items.isEmpty()
                                            ? null
                                            : table.items.values().stream()
                                                    .map(String::valueOf)
                                                    .sorted()
                                                    .toList());
                });
    }

    private TableRequest update() {
        String name = name();
        return switch (random.nextInt(8)) {
            case 0 -> protection(name);
            case 1, 2 -> units(name);
            case 3, 4 -> stream(name);
            case 5, 6 -> index(name);
            default -> nothing(name);
        };
    }

    private TableRequest change(String name, String members, Function<Table, Told> told) {
        return request(
                "UpdateTable", "{'TableName':'%s'%s}".formatted(name, members), of(name, told));
    }

    private TableRequest protection(String name) {
        boolean wanted = random.nextInt(3) == 0;
        return change(
                name,
                ",'DeletionProtectionEnabled':" + wanted,
                table -> {
                    table.isProtected = wanted;
                    return Told.ok();
                });
    }

    /** Faults of requests that no table has to be known for. */
    private TableRequest nothing(String name) {
        boolean none = random.nextBoolean();
        String sentence =
                none
                        ? "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required"
                        : "DeletionProtection modification must be the only operation in the request";
        return request(
                "UpdateTable",
                "{'TableName':'%s'%s}"
                        .formatted(
                                name,
                                none
                                        ? ""
                                        : ",'DeletionProtectionEnabled':true,'BillingMode':'PAY_PER_REQUEST'"),
                () -> Told.wrong(sentence));
    }

    private TableRequest units(String name) {
        String mode = List.of("", "PAY_PER_REQUEST", "PROVISIONED").get(random.nextInt(3));
        boolean some = mode.isEmpty() || random.nextInt(3) == 0;
        Optional<Units> units =
                some ? Optional.of(new Units(random.nextInt(1, 3), 1)) : Optional.empty();
        String members = (mode.isEmpty() ? "" : ",'BillingMode':'" + mode + "'") + json(units);
        if (mode.equals("PAY_PER_REQUEST") && some) {
            return request(
                    "UpdateTable",
                    "{'TableName':'%s'%s}".formatted(name, members),
                    () -> Told.wrong(ON_DEMAND_UNITS));
        }
        return change(name, members, table -> changed(table, mode, units));
    }

    private static Told changed(Table table, String mode, Optional<Units> units) {
        if (mode.equals("PAY_PER_REQUEST")) {
            table.units = Optional.empty();
            return Told.ok();
        }
        boolean onDemand = table.units.isEmpty();
        if (units.isEmpty()) {
            return onDemand
                    ? Told.wrong(
                            INVALID
                                    + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
                    : Told.ok();
        }
        if (onDemand && mode.isEmpty()) {
            return Told.wrong(ON_DEMAND_UNITS);
        }
        if (units.equals(table.units)) {
            return Told.wrong(
                    "The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: %1$s. Requested ReadCapacityUnits: %1$s. Current WriteCapacityUnits provisioned for the table: %2$s. Requested WriteCapacityUnits: %2$s. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
                            .formatted(units.get().reads(), units.get().writes()));
        }
        if (onDemand && table.indexed) {
            return Told.wrong(INVALID + "ProvisionedThroughput must be specified for index: byg");
        }
        table.units = units;
        return Told.ok();
    }

    private TableRequest stream(String name) {
        boolean on = random.nextBoolean();
        String view = List.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE").get(random.nextInt(3));
        return change(
                name,
                on
                        ? ",'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'%s'}"
                                .formatted(view)
                        : ",'StreamSpecification':{'StreamEnabled':false}",
                table -> {
                    if (on == table.stream.isPresent()) {
                        return Told.wrong(
                                (on
                                                ? "Table already has an enabled stream: TableName: "
                                                : "Table has no stream to disable: TableName: ")
                                        + name);
                    }
                    table.stream = on ? Optional.of(view) : Optional.empty();
                    return Told.ok();
                });
    }

    private TableRequest index(String name) {
        boolean make = random.nextBoolean();
        Optional<Units> units =
                Optional.ofNullable(model.tables.get(name)).flatMap(table -> table.units);
        String members =
                make
                        ? ",'AttributeDefinitions':[{'AttributeName':'g','AttributeType':'S'}],'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byg','KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}%s}}]"
                                .formatted(json(units))
                        : ",'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byg'}}]";
        return change(
                name,
                members,
                table -> {
                    if (make && table.indexed) {
                        return Told.wrong("Attempting to create an index which already exists");
                    }
                    if (!make && !table.indexed) {
                        return Told.error(
                                "ResourceNotFoundException",
                                "Requested resource not found: Index byg for table " + name);
                    }
                    table.indexed = make;
                    return Told.ok();
                });
    }
}

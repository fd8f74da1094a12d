package dev.hedgerow.acceptance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes to a table one request after the other until one is not answered, and remembers what was
 * acknowledged and what was left open.
 */
final class TableWriter {
    static final String TABLE = "bank";
    static final int ACCOUNTS = 6;
    static final int BALANCE = 1_000;

    private static final String LOST_RACE = "ConditionalCheckFailedException";
    private static final String CANCELLED = "TransactionCanceledException";
    private static final String CONFLICT = "TransactionConflictException";

    private final TableCalls calls;
    private final String name;
    private final SplittableRandom random;
    private final Thread thread;
    private final List<String> put = new ArrayList<>();
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private Optional<String> openPut = Optional.empty();
    private Optional<Transfer> openTransfer = Optional.empty();
    private int counted;
    private boolean openCount;
    private Optional<Throwable> failure = Optional.empty();

    /** Money that goes from one account to another, and the item that says so. */
    record Transfer(String id, int from, int to, int amount) {}

    private interface Work {
        void step(int number) throws IOException;
    }

    private TableWriter(PackagedNode node, String name, long seed, int kind) {
        calls = new TableCalls(node);
        this.name = name;
        random = new SplittableRandom(seed);
        Work work =
                switch (kind % 3) {
                    case 0 -> this::put;
                    case 1 -> this::transfer;
                    default -> this::count;
                };
        thread = Ground.WORLD.threads().start(name, () -> write(work));
    }

    /** Starts writers: a third of them put, a third transfers, a third counts. */
    static List<TableWriter> start(int count, PackagedNode node, int round, long seed) {
        var writers = new ArrayList<TableWriter>();
        for (int i = 0; i < count; i++) {
            writers.add(new TableWriter(node, "r%d-w%d".formatted(round, i), seed + i, i));
        }
        return writers;
    }

    static Map<String, Object> text(String value) {
        return Map.of("S", value);
    }

    static Map<String, Object> number(long value) {
        return Map.of("N", Long.toString(value));
    }

    static String account(int number) {
        return "account " + number;
    }

    private void write(Work work) {
        try {
            for (int number = 0; ; number++) {
                work.step(number);
            }
        } catch (IOException _) {
            // the node is gone: what was sent last is open
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
        } finally {
            calls.close();
        }
    }

    private TableCalls.Answer sent(String operation, Map<String, ?> body, String... allowed)
            throws IOException {
        TableCalls.Answer answer = calls.send(operation, body);
        if (!answer.isGood() && !List.of(allowed).contains(answer.error())) {
            throw new IllegalStateException(operation + ": " + answer);
        }
        return answer;
    }

    private void put(int number) throws IOException {
        String id = "put %s %d".formatted(name, number);
        openPut = Optional.of(id);
        var item = Map.of("id", text(id), "kind", text("put"), "size", number(number));
        var _ = sent("PutItem", Map.of("TableName", TABLE, "Item", item));
        put.add(id);
        openPut = Optional.empty();
    }

    private void transfer(int number) throws IOException {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        var wanted =
                new Transfer(
                        "transfer %s %d".formatted(name, number), from, to, random.nextInt(1, 10));
        openTransfer = Optional.of(wanted);
        if (sent("TransactWriteItems", request(wanted), CANCELLED, CONFLICT).isGood()) {
            transfers.put(wanted.id(), wanted);
        }
        openTransfer = Optional.empty();
    }

    /** The transaction, always the same for a transfer. */
    static Map<String, Object> request(Transfer wanted) {
        var said =
                Map.of(
                        "id",
                        text(wanted.id()),
                        "kind",
                        text("transfer"),
                        "from",
                        number(wanted.from()),
                        "to",
                        number(wanted.to()),
                        "amount",
                        number(wanted.amount()));
        var record = Map.of("Put", Map.of("TableName", TABLE, "Item", said));
        return Map.of(
                "ClientRequestToken",
                wanted.id(),
                "TransactItems",
                List.of(paid(wanted), received(wanted), record));
    }

    private static Map<String, Object> paid(Transfer wanted) {
        return Map.of(
                "Update",
                Map.of(
                        "TableName",
                        TABLE,
                        "Key",
                        Map.of("id", text(account(wanted.from()))),
                        "UpdateExpression",
                        "ADD balance :less",
                        "ConditionExpression",
                        "balance >= :amount",
                        "ExpressionAttributeValues",
                        Map.of(
                                ":less",
                                number(-wanted.amount()),
                                ":amount",
                                number(wanted.amount()))));
    }

    private static Map<String, Object> received(Transfer wanted) {
        return Map.of(
                "Update",
                Map.of(
                        "TableName",
                        TABLE,
                        "Key",
                        Map.of("id", text(account(wanted.to()))),
                        "UpdateExpression",
                        "ADD balance :amount",
                        "ExpressionAttributeValues",
                        Map.of(":amount", number(wanted.amount()))));
    }

    /** Two counters that all who count share; a condition makes each count one. */
    private void count(int number) throws IOException {
        var key = Map.of("id", text("counter " + number % 2));
        var read = sent("GetItem", Map.of("TableName", TABLE, "Key", key, "ConsistentRead", true));
        long before = read.body().at("/Item/count/N").asLong(0);
        openCount = true;
        var counted =
                sent(
                        "UpdateItem",
                        Map.of(
                                "TableName",
                                TABLE,
                                "Key",
                                key,
                                "UpdateExpression",
                                "SET #c = :after, kind = :kind",
                                "ConditionExpression",
                                before == 0 ? "attribute_not_exists(#c)" : "#c = :before",
                                "ExpressionAttributeNames",
                                Map.of("#c", "count"),
                                "ExpressionAttributeValues",
                                before == 0
                                        ? Map.of(":after", number(1), ":kind", text("counter"))
                                        : Map.of(
                                                ":after",
                                                number(before + 1),
                                                ":before",
                                                number(before),
                                                ":kind",
                                                text("counter"))),
                        LOST_RACE,
                        CONFLICT);
        this.counted += counted.isGood() ? 1 : 0;
        openCount = false;
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** What went wrong otherwise than by the end of the node; to be read after it has ended. */
    Optional<Throwable> failure() {
        return failure;
    }

    /** Items whose put was acknowledged. */
    List<String> acknowledgedPuts() {
        return put;
    }

    Optional<String> openPut() {
        return openPut;
    }

    /** Transfers that were acknowledged. */
    Map<String, Transfer> acknowledgedTransfers() {
        return transfers;
    }

    Optional<Transfer> openTransfer() {
        return openTransfer;
    }

    /** How often it counted and was told so. */
    int acknowledgedCounts() {
        return counted;
    }

    boolean openCount() {
        return openCount;
    }
}

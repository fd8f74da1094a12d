package dev.hedgerow.tables.reference;

import java.util.SplittableRandom;

/** Draws a request of any kind. */
final class AnyRequest {
    private final SplittableRandom random;
    private final ItemRequests items;
    private final ListRequests lists;
    private final BatchRequests batches;
    private final LegacyRequests legacy;
    private final StatementRequests statements;
    private final StatementGroups groups;

    AnyRequest(SplittableRandom random, Model model) {
        this.random = random;
        var draw = new Draw(random, model);
        items = new ItemRequests(draw);
        lists = new ListRequests(draw);
        batches = new BatchRequests(draw);
        legacy = new LegacyRequests(draw);
        statements = new StatementRequests(draw);
        groups = new StatementGroups(draw, statements);
    }

    /**
     * @param indexed whether the index can be read
     */
    Request any(boolean indexed) {
        return switch (random.nextInt(15)) {
            case 0, 1 -> items.change("Put", "PutItem", "Item");
            case 2, 3, 4 -> items.change("Update", "UpdateItem", "Key");
            case 5 -> items.change("Delete", "DeleteItem", "Key");
            case 6 -> items.get();
            case 7 -> random.nextBoolean() ? lists.query() : lists.scan();
            case 8 -> random.nextBoolean() ? batches.batchGet() : batches.batchWrite();
            case 9 -> random.nextBoolean() ? batches.transactGet() : batches.transactWrite();
            case 10 -> indexed ? lists.ofIndex() : lists.query();
            case 11 -> random.nextBoolean() ? legacy.change() : legacy.update();
            case 12 -> legacy.list();
            case 13 -> groups.any();
            default -> statements.any();
        };
    }
}

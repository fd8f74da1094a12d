package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.tables.reference.TableModel.Backup;
import dev.hedgerow.tables.reference.TableModel.Table;
import dev.hedgerow.tables.reference.TableRequest.Told;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists that come in pages. The page behind one is asked for at once, and all of them together tell
 * everything there is, once.
 */
final class PageRequests {
    private final SplittableRandom random;
    private final TableModel model;
    private final TableRequests tables;

    PageRequests(SplittableRandom random, TableModel model, TableRequests tables) {
        this.random = random;
        this.model = model;
        this.tables = tables;
    }

    /**
     * A list in pages.
     *
     * @param members of every request for it, {@code 'Limit':3}
     * @param most that are on a page
     * @param told what an answer tells
     * @param more what a request for the page behind an answer has to say, if there is one
     */
    private record Pages(
            String operation,
            String members,
            int most,
            Function<Map<String, Object>, List<String>> told,
            Function<Map<String, Object>, Optional<String>> more) {}

    /** The page that begins with what {@code from} says, which all of {@code left} is behind. */
    private TableRequest page(
            Pages pages,
            String from,
            List<String> before,
            Function<Told, Told> unless,
            List<String> all) {
        return TableRequests.request(
                pages.operation(),
                "{" + pages.members() + from + "}",
                () ->
                        unless.apply(
                                Told.ok()
                                        .learning(answer -> {
                                            List<String> told = pages.told().apply(answer);
                                            assertThat(told).hasSizeLessThanOrEqualTo(pages.most());
                                            var sofar = new ArrayList<>(before);
                                            sofar.addAll(told);
                                            Optional<String> more = pages.more().apply(answer);
                                            if (more.isPresent()) {
                                                assertThat(told)
                                                        .as("a page on the way")
                                                        .isNotEmpty();
                                                model.next =
                                                        page(
                                                                pages,
                                                                more.get(),
                                                                sofar,
                                                                Function.identity(),
                                                                all);
                                            } else {
                                                assertThat(sofar)
                                                        .containsExactlyInAnyOrderElementsOf(all);
                                            }
                                        })));
    }

    private static List<Map<?, ?>> list(@Nullable Object tree) {
        var list = new ArrayList<Map<?, ?>>();
        for (Object each : (List<?>) Objects.requireNonNull(tree)) {
            list.add((Map<?, ?>) each);
        }
        return list;
    }

    private static String text(Map<?, ?> tree, String name) {
        return Objects.requireNonNull(tree.get(name)).toString();
    }

    private static Optional<String> member(Map<String, Object> answer, String name, String json) {
        return Optional.ofNullable(answer.get(name)).map(value -> json.formatted(value));
    }

    TableRequest tags() {
        String name = tables.name();
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/" + name;
        Table table = model.tables.get(name);
        var pages =
                new Pages(
                        "ListTagsOfResource",
                        "'ResourceArn':'" + arn + "'",
                        25,
                        answer ->
                                list(answer.get("Tags")).stream()
                                        .map(tag -> text(tag, "Key") + "=" + text(tag, "Value"))
                                        .toList(),
                        answer -> member(answer, "NextToken", ",'NextToken':'%s'"));
        if (table == null) {
            String sentence =
                    "Requested resource not found: ResourcArn: %s not found".formatted(arn);
            Told gone = Told.error("ResourceNotFoundException", sentence);
            return page(pages, "", List.of(), _ -> gone, List.of());
        }
        var all = new ArrayList<String>();
        table.tags.forEach((key, value) -> all.add(key + "=" + value));
        return page(pages, "", List.of(), Function.identity(), all);
    }

    TableRequest backups() {
        List<Backup> some = List.copyOf(model.backups.values());
        String name =
                some.isEmpty() || random.nextInt(4) == 0
                        ? tables.name()
                        : some.get(random.nextInt(some.size())).table();
        int most = random.nextInt(1, 4);
        var pages =
                new Pages(
                        "ListBackups",
                        "'TableName':'%s','Limit':%d".formatted(name, most),
                        most,
                        answer ->
                                list(answer.get("BackupSummaries")).stream()
                                        .map(backup -> text(backup, "BackupName"))
                                        .toList(),
                        answer ->
                                member(
                                        answer,
                                        "LastEvaluatedBackupArn",
                                        ",'ExclusiveStartBackupArn':'%s'"));
        List<String> all =
                model.backups.values().stream()
                        .filter(backup -> backup.table().equals(name))
                        .map(Backup::name)
                        .toList();
        return page(pages, "", List.of(), Function.identity(), all);
    }

    TableRequest scan() {
        return items("Scan", "", _ -> Optional.empty());
    }

    /** All items of the one group there is. */
    TableRequest query() {
        return items(
                "Query",
                ",'IndexName':'byg','KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'g'}}",
                table ->
                        table.indexed
                                ? Optional.empty()
                                : Optional.of(
                                        Told.wrong(
                                                "The table does not have the specified index: byg")));
    }

    private TableRequest items(
            String operation, String members, Function<Table, Optional<Told>> wrong) {
        String name = tables.name();
        int most = random.nextInt(1, 5);
        var pages =
                new Pages(
                        operation,
                        "'TableName':'%s','Limit':%d%s".formatted(name, most, members),
                        most,
                        PageRequests::items,
                        answer ->
                                Optional.ofNullable((Map<?, ?>) answer.get("LastEvaluatedKey"))
                                        .map(PageRequests::start));
        Table table = model.tables.get(name);
        if (table == null) {
            Told gone = Told.error("ResourceNotFoundException", "Requested resource not found");
            return page(pages, "", List.of(), _ -> gone, List.of());
        }
        Function<Told, Told> unless = good -> wrong.apply(table).orElse(good);
        var all = new ArrayList<String>();
        table.items.forEach((key, value) -> all.add(key + "=" + value));
        return page(pages, "", List.of(), unless, all);
    }

    private static List<String> items(Map<String, Object> answer) {
        var items = new ArrayList<String>();
        for (Map<?, ?> item : list(answer.get("Items"))) {
            Map<String, V> attributes = V.attributes(item);
            BigDecimal value = V.in(attributes, "v").number();
            items.add(V.in(attributes, "pk").body() + "=" + value.toPlainString());
        }
        assertThat(answer.get("Count")).isEqualTo(BigDecimal.valueOf(items.size()));
        return items;
    }

    private static String start(Map<?, ?> key) {
        var parts = new ArrayList<String>();
        key.forEach((name, value) ->
                parts.add("'%s':{'S':'%s'}".formatted(name, text((Map<?, ?>) value, "S"))));
        return ",'ExclusiveStartKey':{" + String.join(",", parts) + "}";
    }
}

package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements are written here with backquotes for double quotes and ^ for single ones. */
@Timeout(300)
final class StatementTest {
    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private static String body(String statement, String more) {
        return "{'Statement':'" + written(statement) + "'" + more + "}";
    }

    /** Single quotes would become double ones on their way. */
    private static String written(String statement) {
        return statement.replace("`", "\\\"").replace("^", "\\u0027");
    }

    private String run(String statement) {
        return service.ok("ExecuteStatement", body(statement, ""));
    }

    private String run(String statement, String more) {
        return service.ok("ExecuteStatement", body(statement, more));
    }

    private String refused(String statement) {
        return service.error("ExecuteStatement", body(statement, ""));
    }

    @BeforeEach
    void fill() {
        for (int i = 0; i < 6; i++) {
            run(
                    "INSERT INTO items VALUE {^pk^:^%s^,^sk^:%d,^v^:%d,^m^:{^a^:[1,{^b^:^x^}]}}"
                            .formatted(i < 4 ? "a" : "b", i, i * 10));
        }
    }

    private static int count(String answer) {
        return answer.split("'pk':", -1).length - 1;
    }

    @Test
    void whatWasInsertedIsFoundByItsKey() {
        assertThat(run("SELECT * FROM `items` WHERE pk = ^a^ AND sk = 1"))
                .isEqualTo(
                        "{'Items':[{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'N':'10'},'m':{'M':{'a':{'L':[{'N':'1'},{'M':{'b':{'S':'x'}}}]}}}}]}");
        assertThat(refused("INSERT INTO items VALUE {^pk^:^a^,^sk^:1}"))
                .isEqualTo("DuplicateItemException Duplicate primary key exists in table");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pk = ^a^|4",
                "pk = ^a^ AND sk > 1|2",
                "pk = ^a^ AND 1 < sk|2",
                "pk = ^a^ AND sk BETWEEN 1 AND 2|2",
                "pk = ^a^ AND sk BETWEEN 2 AND 1|0",
                "pk IN [^a^, ^b^, ^c^]|6",
                "pk IN (^a^, ^b^) AND sk >= 3|3",
                "pk = ^a^ OR pk = ^b^|6",
                "pk = ^a^ OR v = 40|5",
                "v > 10 AND NOT v = 30|3",
                "v IN [10, 20]|2",
                "v NOT IN [10, 20]|4",
                "v <> 10|5",
                "v != 10|5",
                "begins_with(pk, ^a^)|4",
                "contains(pk, ^b^)|2",
                "size(pk) = 1|6",
                "attribute_type(v, ^N^)|6",
                "w IS MISSING|6",
                "v IS NOT MISSING|6",
                "v IS NULL|0",
                "m.a[1].b = ^x^|6",
                "m[^a^][0] = 1|6",
                "(v = 10 OR v = 20) AND (sk = 1)|1",
                "v = 1e1|1",
                "v = -0010|0",
                "`v` BETWEEN 10 AND 30 -- a comment|3"
            })
    void aConditionChoosesItems(String where, int found) {
        assertThat(count(run("SELECT * FROM items WHERE " + where))).isEqualTo(found);
    }

    @Test
    void attributesAreSelectedAndOrdered() {
        assertThat(run("SELECT sk, m.a[1].b, nothing FROM items WHERE pk = ^b^ ORDER BY sk DESC"))
                .isEqualTo(
                        "{'Items':[{'sk':{'N':'5'},'b':{'S':'x'}},{'sk':{'N':'4'},'b':{'S':'x'}}]}");
        assertThat(refused("SELECT * FROM items ORDER BY sk")).contains("ORDER BY");
        assertThat(refused("SELECT * FROM items WHERE pk = ^a^ ORDER BY v")).contains("ORDER BY");
    }

    @Test
    void pagesLeaveNothingOutAndShowNothingTwice() {
        String more = ",'Limit':1";
        int found = 0;
        int pages = 0;
        while (true) {
            String page = run("SELECT * FROM items WHERE pk IN [^a^,^b^] AND v >= 0", more);
            found += page.split("'m':", -1).length - 1;
            pages++;
            Matcher token = Pattern.compile("'NextToken':'([^']*)'").matcher(page);
            if (!token.find()) {
                break;
            }
            more = ",'Limit':1,'NextToken':'" + token.group(1) + "'";
        }
        assertThat(found).isEqualTo(6);
        assertThat(pages).isBetween(6, 8);
        assertThat(
                        service.error(
                                "ExecuteStatement",
                                body("SELECT * FROM items", ",'NextToken':'nonsense'")))
                .isEqualTo("ValidationException Invalid NextToken");
    }

    @Test
    void parametersStandInForValues() {
        assertThat(
                        count(
                                run(
                                        "SELECT * FROM items WHERE pk = ? AND sk IN [?, ?] AND v < ?",
                                        ",'Parameters':[{'S':'a'},{'N':'1'},{'N':'2'},{'N':'15'}]")))
                .isEqualTo(1);
        run(
                "INSERT INTO items VALUE {^pk^:?,^sk^:?,^set^:<<1,2>>}",
                ",'Parameters':[{'S':'p'},{'N':'1'}]");
        assertThat(run("SELECT * FROM items WHERE pk = ^p^")).contains("'set':{'NS':['1','2']}");
        assertThat(refused("SELECT * FROM items WHERE pk = ?"))
                .isEqualTo(
                        "ValidationException Number of parameters in request and statement don't match.");
    }

    @Test
    void anItemIsUpdatedWhenItIsThereAndAsItShouldBe() {
        assertThat(
                        run(
                                "UPDATE items SET v = v + 5 SET l = list_append([1], ?) REMOVE m WHERE pk = ^a^ AND sk = 1 AND v = 10 RETURNING ALL NEW *",
                                ",'Parameters':[{'L':[{'N':'2'}]}]"))
                .isEqualTo(
                        "{'Items':[{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'N':'15'},'l':{'L':[{'N':'1'},{'N':'2'}]}}]}");
        assertThat(run("UPDATE items SET v = 1 WHERE pk = ^a^ AND sk = 1 RETURNING MODIFIED OLD *"))
                .isEqualTo("{'Items':[{'v':{'N':'15'}}]}");
        assertThat(run("UPDATE items SET s = <<^x^>> WHERE pk = ^a^ AND sk = 1"))
                .isEqualTo("{'Items':[]}");
        assertThat(
                        run(
                                "UPDATE items SET s = set_add(s, <<^y^>>) WHERE pk = ^a^ AND sk = 1 RETURNING MODIFIED NEW *"))
                .contains("'s':{'SS':['x','y']}");
        String failed = "ConditionalCheckFailedException The conditional request failed";
        assertThat(refused("UPDATE items SET v = 1 WHERE pk = ^a^ AND sk = 1 AND v = 99"))
                .isEqualTo(failed);
        assertThat(refused("UPDATE items SET v = 1 WHERE pk = ^none^ AND sk = 1"))
                .isEqualTo(failed);
        assertThat(refused("UPDATE items SET v = 1 WHERE pk = ^a^"))
                .isEqualTo(
                        "ValidationException Where clause does not contain a mandatory equality on all key attributes");
        assertThat(refused("UPDATE items SET sk = 7 WHERE pk = ^a^ AND sk = 1"))
                .contains("This attribute is part of the key");
    }

    @Test
    void anItemIsDeletedOnce() {
        assertThat(refused("DELETE FROM items WHERE pk = ^a^ AND sk = 1 AND v = 99"))
                .startsWith("ConditionalCheckFailedException");
        assertThat(
                        run(
                                "DELETE FROM items WHERE pk = ^a^ AND sk = 1 AND v = 10 RETURNING ALL OLD *"))
                .contains("'v':{'N':'10'}");
        assertThat(run("DELETE FROM items WHERE pk = ^a^ AND sk = 1 AND v = 10"))
                .isEqualTo("{'Items':[]}");
        assertThat(count(run("SELECT * FROM items"))).isEqualTo(5);
    }

    @Test
    void anIndexIsReadByItsKey() {
        service.ok(
                "UpdateTable",
                "{'TableName':'items','AttributeDefinitions':[{'AttributeName':'v','AttributeType':'N'}],"
                        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byv','Projection':{'ProjectionType':'KEYS_ONLY'},"
                        + "'KeySchema':[{'AttributeName':'v','KeyType':'HASH'}]}}]}");
        service.awaitSettled("items");
        assertThat(run("SELECT * FROM `items`.`byv` WHERE v = 20"))
                .isEqualTo("{'Items':[{'pk':{'S':'a'},'sk':{'N':'2'},'v':{'N':'20'}}]}");
        assertThat(refused("SELECT * FROM items.nothing"))
                .endsWith("The table does not have the specified index: nothing");
        assertThat(refused("SELECT m FROM items.byv WHERE v = 20")).contains("does not project");
    }

    @Test
    void aBatchTellsOfEachStatementWhatBecameOfIt() {
        String reads =
                service.ok(
                        "BatchExecuteStatement",
                        "{'Statements':[{'Statement':'%s'},{'Statement':'%s'},{'Statement':'%s'},{'Statement':'nonsense'}]}"
                                .formatted(
                                        written("SELECT v FROM items WHERE pk=^a^ AND sk=1"),
                                        written("SELECT v FROM items WHERE pk=^a^ AND sk=77"),
                                        written("SELECT v FROM items WHERE pk=^a^")));
        assertThat(reads)
                .isEqualTo(
                        "{'Responses':[{'TableName':'items','Item':{'v':{'N':'10'}}},{'TableName':'items'},"
                                + "{'Error':{'Code':'ValidationError','Message':'Select statements within BatchExecuteStatement must specify the primary key in the where clause.'},'TableName':'items'},"
                                + "{'Error':{'Code':'ValidationError','Message':'Statement wasn't well formed, can't be processed: Expected data manipulation'}}]}");
        String writes =
                service.ok(
                        "BatchExecuteStatement",
                        "{'Statements':[{'Statement':'%s'},{'Statement':'%s'},{'Statement':'%s'}]}"
                                .formatted(
                                        written("INSERT INTO items VALUE {^pk^:^c^,^sk^:1}"),
                                        written("INSERT INTO items VALUE {^pk^:^a^,^sk^:1}"),
                                        written("DELETE FROM nothing WHERE pk=^a^")));
        assertThat(writes)
                .contains("{'TableName':'items'},{'Error':{'Code':'DuplicateItem'")
                .contains("'Code':'ResourceNotFound'");
        assertThat(count(run("SELECT * FROM items WHERE pk = ^c^"))).isEqualTo(1);
    }

    @Test
    void aTransactionDoesAllOrNothing() {
        String transaction =
                "{'ClientRequestToken':'%s','TransactStatements':[{'Statement':'%s'},{'Statement':'%s'},{'Statement':'%s'}]}";
        String exists = written("EXISTS(SELECT * FROM items WHERE pk=^a^ AND sk=0 AND v=%d)");
        String insert = written("INSERT INTO items VALUE {^pk^:^t^,^sk^:1}");
        String update = written("UPDATE items SET v = v + 1 WHERE pk=^a^ AND sk=2");
        assertThat(
                        service.error(
                                "ExecuteTransaction",
                                transaction.formatted("one", exists.formatted(1), insert, update)))
                .isEqualTo(
                        "TransactionCanceledException Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None, None]");
        String good = transaction.formatted("two", exists.formatted(0), insert, update);
        assertThat(service.ok("ExecuteTransaction", good)).isEqualTo("{'Responses':[{},{},{}]}");
        assertThat(service.ok("ExecuteTransaction", good)).isEqualTo("{'Responses':[{},{},{}]}");
        assertThat(run("SELECT v FROM items WHERE pk=^a^ AND sk=2"))
                .isEqualTo("{'Items':[{'v':{'N':'21'}}]}");
        assertThat(service.error("ExecuteTransaction", good.replace("'two'", "'three'")))
                .contains("[None, DuplicateItem, None]");
        assertThat(service.error("ExecuteTransaction", good.replace("v + 1", "v + 2")))
                .startsWith("IdempotentParameterMismatchException");
        String read = written("SELECT v FROM items WHERE pk=^%s^ AND sk=2");
        assertThat(
                        service.ok(
                                "ExecuteTransaction",
                                "{'TransactStatements':[{'Statement':'%s'},{'Statement':'%s'}]}"
                                        .formatted(read.formatted("a"), read.formatted("z"))))
                .isEqualTo("{'Responses':[{'Item':{'v':{'N':'21'}}},{}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nonsense|Expected data manipulation",
                "SELECT|Expected identifier",
                "SELECT * FROM|Expected identifier",
                "SELECT * FROM items WHERE|Expected identifier",
                "SELECT * FROM items WHERE v|Unexpected term",
                "SELECT * FROM items WHERE v =|Expected identifier",
                "SELECT * FROM items garbage|Unexpected token after expression",
                "SELECT * FROM items WHERE v = ^x|Unclosed quotes",
                "SELECT m[-1] FROM items|Invalid path component",
                "INSERT INTO items VALUE {^pk^:1,^pk^:2}|Duplicate attribute pk",
                "INSERT INTO items VALUE {^pk^:<<>>}|A set may not be empty",
                "INSERT INTO items VALUE {^pk^:<<1,^a^>>}|The members of a set have one type",
                "UPDATE items WHERE pk = ^a^|Expected SET or REMOVE",
                "DELETE items|Expected FROM"
            })
    void whatIsNoStatementIsRefused(String statement, String what) {
        assertThat(refused(statement))
                .isEqualTo(
                        "ValidationException Statement wasn't well formed, can't be processed: "
                                + what);
    }

    @Test
    void whatIsTooDeepIsRefused() {
        String deep = "(".repeat(4_000) + "v = 1" + ")".repeat(4_000);
        assertThat(refused("SELECT * FROM items WHERE " + deep)).endsWith("Too deeply nested");
        String not = "NOT ".repeat(2_000) + "v = 1";
        assertThat(refused("SELECT * FROM items WHERE " + not)).endsWith("Too deeply nested");
        String list = "[".repeat(4_000);
        assertThat(refused("SELECT * FROM items WHERE v = " + list)).endsWith("Too deeply nested");
        assertThat(refused("SELECT * FROM items WHERE EXISTS(SELECT * FROM items)"))
                .startsWith("ValidationException");
    }
}

package dev.hedgerow.tables.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.tables.refusal.Refusal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {
    private static final String ITEM =
            "{'n':{'N':'5'},'s':{'S':'hello'},'b':{'B':'AQID'},'t':{'BOOL':true},'x':{'NULL':true},"
                    + "'ss':{'SS':['a','b']},'ns':{'NS':['1','2']},'l':{'L':[{'S':'a'},{'N':'7'}]},"
                    + "'m':{'M':{'k':{'S':'v'},'deep':{'L':[{'M':{'z':{'N':'1'}}}]}}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = :v",
                "a < :v",
                "a <= :v",
                "a > :v",
                "a >= :v",
                "a BETWEEN :v AND :v",
                "a IN (:v)",
                "begins_with(a, :v)",
                "contains(a, :v)",
                "attribute_exists(a)",
                "attribute_type(a, :v)",
                "size(a) = :v",
                "size(a) < :v",
                ":v < a",
                "m.a = :v",
                "l[5] = :v",
                "s.k = :v",
                "n[0] = :v",
                "a = b",
                "l.k = :v"
            })
    void T1_aConditionOnAMissingAttributeIsFalse(String condition) {
        Given given = Given.nothing();
        if (condition.contains(":v")) {
            given = Given.value(":v", "{'S':'S'}");
        }
        assertThat(given.isTrue(condition, ITEM)).isFalse();
        assertThat(given.isTrue("NOT " + condition, ITEM)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a <> :v", ":v <> a", "m.a <> :v", "l[5] <> :v", "s <> :v", "n <> :v"})
    void T1_onlyInequalityAndAttributeNotExistsAreTrueOfWhatIsMissing(String condition) {
        assertThat(Given.value(":v", "{'S':'other'}").isTrue(condition, ITEM)).isTrue();
        assertThat(Given.nothing().isTrue("attribute_not_exists(a)", ITEM)).isTrue();
        assertThat(Given.nothing().isTrue("attribute_not_exists(m.k.z)", ITEM)).isTrue();
        assertThat(Given.nothing().isTrue("attribute_not_exists(l[2])", ITEM)).isTrue();
        assertThat(Given.nothing().isTrue("attribute_not_exists(x)", ITEM)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "n = :v|{'N':'5.0'}|true",
                "n = :v|{'S':'5'}|false",
                "n < :v|{'N':'10'}|true",
                "n > :v|{'N':'-7'}|true",
                "n >= :v|{'N':'5'}|true",
                "n <= :v|{'N':'4.99'}|false",
                "n < :v|{'S':'9'}|false",
                "n > :v|{'S':'1'}|false",
                "s > :v|{'S':'hell'}|true",
                "b < :v|{'B':'AQIE'}|true",
                "b > :v|{'B':'AQI='}|true",
                "t = :v|{'BOOL':true}|true",
                "x = :v|{'NULL':true}|true",
                "ss = :v|{'SS':['b','a']}|true",
                "ns = :v|{'NS':['2.0','1']}|true",
                "ss = :v|{'SS':['a']}|false",
                "l = :v|{'L':[{'S':'a'},{'N':'7'}]}|true",
                "l = :v|{'L':[{'N':'7'},{'S':'a'}]}|false",
                "m.deep[0] = :v|{'M':{'z':{'N':'1'}}}|true",
                "m.deep[0].z = :v|{'N':'1'}|true",
                "m.k <> :v|{'S':'v'}|false",
                "begins_with(s, :v)|{'S':'he'}|true",
                "begins_with(s, :v)|{'S':''}|true",
                "begins_with(s, :v)|{'B':'aGU='}|false",
                "begins_with(b, :v)|{'B':'AQI='}|true",
                "begins_with(n, :v)|{'S':'5'}|false",
                "contains(s, :v)|{'S':'ell'}|true",
                "contains(ss, :v)|{'S':'a'}|true",
                "contains(ss, :v)|{'S':'c'}|false",
                "contains(ns, :v)|{'N':'1.0'}|true",
                "contains(l, :v)|{'N':'7'}|true",
                "contains(l, :v)|{'S':'7'}|false",
                "contains(b, :v)|{'B':'AgM='}|true",
                "contains(m, :v)|{'S':'k'}|false",
                "attribute_type(m, :v)|{'S':'M'}|true",
                "attribute_type(l, :v)|{'S':'M'}|false",
                "size(s) = :v|{'N':'5'}|true",
                "size(ss) = :v|{'N':'2'}|true",
                "size(m) = :v|{'N':'2'}|true",
                "size(b) = :v|{'N':'3'}|true",
                "size(l) > :v|{'N':'1'}|true",
                "size(n) = :v|{'N':'1'}|false",
                ":v BETWEEN n AND n|{'N':'5'}|true",
                "n IN (s, :v)|{'N':'5'}|true",
                "(n) = (:v)|{'N':'5'}|true",
                ":v = n|{'N':'5'}|true",
                ":v > n|{'N':'6'}|true"
            })
    void comparatorsAndFunctionsSayWhatTheDocumentationSays(
            String condition, String value, boolean expected) {
        assertThat(Given.value(":v", value).isTrue(condition, ITEM)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n = :y OR n = :z AND n = :z|true",
                "(n = :y OR n = :z) AND n = :z|false",
                "NOT n = :z AND n = :y|true",
                "NOT (n = :z OR n = :y)|false",
                "NOT n = :y OR n = :y AND NOT n = :z|true",
                "not n = :z and n = :y|true",
                "n between :y and :y AND n = :y AND NOT n = :z|true",
                "n = :y AND (n = :z OR NOT n = :z)|true"
            })
    void notBindsCloserThanAndAndAndCloserThanOr(String condition, boolean expected) {
        assertThat(Given.values("{':y':{'N':'5'},':z':{'N':'6'}}").isTrue(condition, ITEM))
                .isEqualTo(expected);
    }

    @Test
    void aPlaceholderForANameMayBeAnyNameAndIsNotAPath() {
        String item = "{'a.b':{'N':'1'},'size':{'S':'x'},'a':{'M':{'b':{'N':'2'}}}}";
        assertThat(Given.name("#p", "a.b").andValue(":v", "{'N':'1'}").isTrue("#p = :v", item))
                .isTrue();
        assertThat(
                        Given.name("#a", "a")
                                .andName("#b", "b")
                                .andValue(":v", "{'N':'2'}")
                                .isTrue("#a.#b = :v", item))
                .isTrue();
        assertThat(Given.name("#s", "size").isTrue("attribute_exists(#s)", item)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a|Syntax error; token: \"<EOF>\", near: \"a\"",
                "a =|Syntax error; token: \"<EOF>\", near: \"=\"",
                "a b = :v|Syntax error; token: \"b\", near: \"a b =\"",
                "= :v|Syntax error; token: \"=\", near: \"= :v\"",
                "a = :v AND|Syntax error; token: \"<EOF>\", near: \"AND\"",
                "a AND b = :v|Syntax error; token: \"AND\", near: \"a AND b\"",
                "(a = :v|Syntax error; token: \"<EOF>\", near: \":v\"",
                "a = :v)|Syntax error; token: \")\", near: \":v)\"",
                "a ! :v|Syntax error; token: \"!\", near: \"a ! :v\"",
                "_a = :v|Syntax error; token: \"_\", near: \"_a\"",
                "my-name = :v|Syntax error; token: \"-\", near: \"my-name\"",
                "a = 5|Syntax error; token: \"5\", near: \"= 5\"",
                "a[x] = :v|Syntax error; token: \"x\", near: \"[x]\"",
                "a.[0] = :v|Syntax error; token: \"[\", near: \".[0\"",
                "a IN :v|Syntax error; token: \":v\", near: \"IN :v\"",
                "size() = :v|Syntax error; token: \")\", near: \"() =\"",
                "((a = :v))|The expression has redundant parentheses;",
                "((a)) = :v|The expression has redundant parentheses;",
                "a = ((:v))|The expression has redundant parentheses;",
                "nothing(a)|Invalid function name; function: nothing",
                "Size(a) = :v|Invalid function name; function: Size",
                "attribute_exists(a) = :v|The function is not allowed to be used this way in an expression; function: attribute_exists",
                "size(a)|The function is not allowed to be used this way in an expression; function: size",
                "a = :v AND size(a)|The function is not allowed to be used this way in an expression; function: size",
                "contains(begins_with(a, :v), :v)|The function is not allowed to be used this way in an expression; function: begins_with",
                "status = :v|Attribute name is a reserved keyword; reserved keyword: status",
                "a.Name = :v|Attribute name is a reserved keyword; reserved keyword: Name",
                "a = :w|An expression attribute value used in expression is not defined; attribute value: :w",
                "#a = :v|An expression attribute name used in the document path is not defined; attribute name: #a",
                "begins_with(a)|Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1",
                "size(a, b) = :v|Incorrect number of operands for operator or function; operator or function: size, number of operands: 2",
                "attribute_exists(:v)|Operator or function requires a document path; operator or function: attribute_exists",
                "begins_with(a, :n)|Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
                "attribute_type(a, :n)|Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N",
                "attribute_type(a, b)|Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}",
                "attribute_type(a, :v)|Invalid attribute type name found; type: v, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
                "size(:n) = :n|Incorrect operand type for operator or function; operator or function: size, operand type: N",
                "a = a|The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]",
                "a[0].b <> a[0].b|The first operand must be distinct from the remaining operands for this operator or function; operator: <>, first operand: [a, [0], b]",
                "contains(a, a)|The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]",
                "a BETWEEN :v AND :n|The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:v}, upper bound operand: AttributeValue: {N:5}",
                "a BETWEEN :v AND :u|The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:v}, upper bound operand: AttributeValue: {S:u}",
                "a < :l|Incorrect operand type for operator or function; operator: <, operand type: L",
                "a[99999999999] = :v|List index is not within the allowable range; index: [99999999999]"
            })
    void whatIsWrongIsToldAsDynamoDbTellsIt(String condition, String sentence) {
        var bound =
                Given.values("{':v':{'S':'v'},':u':{'S':'u'},':n':{'N':'5'},':l':{'L':[]}}")
                        .placeholders();
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, condition))
                .isInstanceOf(Refusal.class)
                .hasMessage("Invalid FilterExpression: " + sentence);
    }

    @Test
    void placeholdersThatNobodyUsesAreRefusedAndBadlyNamedOnesToo() {
        assertThatThrownBy(() ->
                        Given.name("#a", "a")
                                .andName("#b", "b")
                                .isTrue("attribute_exists(#a)", "{}"))
                .hasMessage(
                        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
        assertThatThrownBy(() ->
                        Given.values("{':v':{'N':'1'},':w':{'N':'2'}}").isTrue("a = :v", "{}"))
                .hasMessage(
                        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}");
        assertThatThrownBy(() -> Given.name("a", "a").placeholders())
                .hasMessage(
                        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"");
        assertThatThrownBy(() -> Given.name("#", "a").placeholders())
                .hasMessage(
                        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#\"");
        assertThatThrownBy(() -> Given.value(":a-b", "{'N':'1'}").placeholders())
                .hasMessage(
                        "ExpressionAttributeValues contains invalid key: Syntax error; key: \":a-b\"");
    }

    @Test
    void anExpressionHas4KilobytesAnd300OperatorsAnd100CandidatesAtMost() {
        var bound = Given.value(":v", "{'N':'5'}").placeholders();
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, ""))
                .hasMessage("Invalid FilterExpression: The expression can not be empty;");
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, "a".repeat(4092) + " = :v"))
                .hasMessage(
                        "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097");
        assertThat(bound.condition(Kind.FILTER, "a".repeat(4091) + " = :v")).isNotNull();
        assertThat(bound.condition(Kind.FILTER, ors(150))).isNotNull();
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, ors(151)))
                .hasMessageContaining("too many operators");
        assertThat(bound.condition(Kind.FILTER, in(100))).isNotNull();
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, in(101)))
                .hasMessage(
                        "Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101");
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, "(".repeat(4096)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, "NOT ".repeat(1024)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> bound.condition(Kind.FILTER, "size(".repeat(819)))
                .isInstanceOf(Refusal.class);
    }

    private static String ors(int terms) {
        return IntStream.range(0, terms)
                .mapToObj(_ -> "a = :v")
                .collect(Collectors.joining(" OR "));
    }

    private static String in(int candidates) {
        return "a IN (" + String.join(",", java.util.Collections.nCopies(candidates, ":v")) + ")";
    }

    @Test
    void allReservedWordsAreKnownInAnyCase() {
        assertThat(ReservedWords.count()).isEqualTo(573);
        assertThat(ReservedWords.contains("name")).isTrue();
        assertThat(ReservedWords.contains("Zone")).isTrue();
        assertThat(ReservedWords.contains("remove")).isFalse();
        assertThat(ReservedWords.contains("pk")).isFalse();
    }
}

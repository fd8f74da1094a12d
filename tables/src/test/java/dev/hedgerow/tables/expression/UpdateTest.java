package dev.hedgerow.tables.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.tables.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpdateTest {
    private static final String LIST = "{'l':{'L':[{'N':'0'},{'N':'1'},{'N':'2'},{'N':'3'}]}}";

    @Test
    void T4_valuesAreReadFromTheItemBeforeTheUpdate() {
        assertThat(Given.nothing().update("SET a = b, b = a", "{'a':{'N':'1'},'b':{'N':'2'}}"))
                .isEqualTo("{'a':{'N':'2'},'b':{'N':'1'}}");
        assertThat(
                        Given.value(":v", "{'N':'1'}")
                                .update(
                                        "SET a = a + :v, b = a REMOVE c ADD d :v",
                                        "{'a':{'N':'1'},'c':{'S':'x'},'d':{'N':'9'}}"))
                .isEqualTo("{'a':{'N':'2'},'d':{'N':'10'},'b':{'N':'1'}}");
        assertThat(
                        Given.nothing()
                                .update(
                                        "SET a = l[0] REMOVE l[0]",
                                        "{'l':{'L':[{'S':'x'},{'S':'y'}]}}"))
                .isEqualTo("{'l':{'L':[{'S':'y'}]},'a':{'S':'x'}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REMOVE l[0], l[1]|2,3",
                "REMOVE l[1], l[0]|2,3",
                "REMOVE l[3], l[9]|0,1,2",
                "SET l[1] = :v REMOVE l[0]|9,2,3",
                "SET l[9] = :v, l[7] = l[0]|0,1,2,3,0,9",
                "SET l[4] = :v|0,1,2,3,9",
                "SET l[0] = l[3], l[3] = l[0]|3,1,2,0",
                "SET l[9] = :v REMOVE l[0], l[2]|1,3,9",
                "ADD l[1] :v|0,10,2,3"
            })
    void T4_indexesMeanTheListBeforeTheUpdate(String update, String numbers) {
        Given given = update.contains(":v") ? Given.value(":v", "{'N':'9'}") : Given.nothing();
        String expected = "{'N':'" + numbers.replace(",", "'},{'N':'") + "'}";
        assertThat(given.update(update, LIST)).isEqualTo("{'l':{'L':[" + expected + "]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET a = :v, a = :v|overlap|[a]|[a]",
                "SET a.b = :v REMOVE a|overlap|[a, b]|[a]",
                "SET l[0] = :v, l[0].x = :v|overlap|[l, [0]]|[l, [0], x]",
                "SET a.b = :v, a[0] = :v|conflict|[a, b]|[a, [0]]",
                "REMOVE a[1] ADD a.b :v|conflict|[a, [1]]|[a, b]",
                "SET a.b = :v, a[0] = :v, c = :v, c = :v|overlap|[c]|[c]"
            })
    void T4_pathsThatMeetAreRefused(String update, String how, String one, String two) {
        assertThatThrownBy(() -> Given.value(":v", "{'N':'1'}").update(update, "{}"))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "Invalid UpdateExpression: Two document paths %s with each other; must remove or rewrite one of these paths; path one: %s, path two: %s"
                                .formatted(how, one, two));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SET a = :v|{'S':'x'}|{}|{'a':{'S':'x'}}",
                "SET a = if_not_exists(a, :v)|{'N':'1'}|{'a':{'N':'7'}}|{'a':{'N':'7'}}",
                "SET a = if_not_exists(b, :v) + :v|{'N':'1'}|{}|{'a':{'N':'2'}}",
                "SET a = a - :v|{'N':'0.1'}|{'a':{'N':'1'}}|{'a':{'N':'0.9'}}",
                "SET a = (a - :v)|{'N':'0.1'}|{'a':{'N':'1'}}|{'a':{'N':'0.9'}}",
                "SET a = (a) + (:v)|{'N':'0.1'}|{'a':{'N':'1'}}|{'a':{'N':'1.1'}}",
                "SET a = list_append(a, :v)|{'L':[{'N':'1'}]}|{'a':{'L':[{'N':'0'}]}}|{'a':{'L':[{'N':'0'},{'N':'1'}]}}",
                "SET a = list_append(:v, a)|{'L':[{'N':'1'}]}|{'a':{'L':[{'N':'0'}]}}|{'a':{'L':[{'N':'1'},{'N':'0'}]}}",
                "SET a = list_append(if_not_exists(a, :v), :v)|{'L':[{'N':'1'}]}|{}|{'a':{'L':[{'N':'1'},{'N':'1'}]}}",
                "SET m.k = :v|{'N':'1'}|{'m':{'M':{}}}|{'m':{'M':{'k':{'N':'1'}}}}",
                "SET m.l[0].k = :v|{'N':'1'}|{'m':{'M':{'l':{'L':[{'M':{}}]}}}}|{'m':{'M':{'l':{'L':[{'M':{'k':{'N':'1'}}}]}}}}",
                "ADD a :v|{'N':'5'}|{}|{'a':{'N':'5'}}",
                "ADD a :v|{'SS':['b','a']}|{}|{'a':{'SS':['a','b']}}",
                "ADD a :v|{'SS':['b','c']}|{'a':{'SS':['a','b']}}|{'a':{'SS':['a','b','c']}}",
                "DELETE a :v|{'SS':['b','c']}|{'a':{'SS':['a','b']}}|{'a':{'SS':['a']}}",
                "DELETE a :v|{'NS':['1.0']}|{'a':{'NS':['1']},'b':{'N':'1'}}|{'b':{'N':'1'}}",
                "DELETE a :v|{'SS':['b']}|{}|{}",
                "set a = :v remove b|{'N':'1'}|{'b':{'N':'1'}}|{'a':{'N':'1'}}"
            })
    void anUpdateMakesOfAnItemWhatTheDocumentationSays(
            String update, String value, String before, String after) {
        assertThat(Given.value(":v", value).update(update, before)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SET a = b|The provided expression refers to an attribute that does not exist in the item",
                "SET a = s + n|An operand in the update expression has an incorrect data type",
                "SET a = list_append(l, n)|An operand in the update expression has an incorrect data type",
                "SET x.y = n|The document path provided in the update expression is invalid for update",
                "SET n.y = n|The document path provided in the update expression is invalid for update",
                "SET n[0] = n|The document path provided in the update expression is invalid for update",
                "SET m[0] = n|The document path provided in the update expression is invalid for update",
                "SET l.k = n|The document path provided in the update expression is invalid for update",
                "REMOVE x.y|The document path provided in the update expression is invalid for update",
                "SET l[7].k = n|The document path provided in the update expression is invalid for update"
            })
    void anUpdateThatTheItemDoesNotAllowIsRefused(String update, String sentence) {
        String item = "{'n':{'N':'1'},'s':{'S':'1'},'l':{'L':[]},'m':{'M':{}}}";
        assertThatThrownBy(() -> Given.nothing().update(update, item))
                .isInstanceOf(Refusal.class)
                .hasMessage(sentence);
    }

    @Test
    void addAndDeleteOfAnotherTypeAreRefused() {
        for (String update :
                new String[] {"ADD s :v", "ADD ns :v", "DELETE s :v", "DELETE ns :v"}) {
            assertThatThrownBy(() ->
                            Given.value(":v", "{'SS':['a']}")
                                    .update(update, "{'s':{'S':'1'},'ns':{'NS':['1']}}"))
                    .hasMessage("An operand in the update expression has an incorrect data type");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INVALID SYNTAX HERE|Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"",
                "SET|Syntax error; token: \"<EOF>\", near: \"SET\"",
                "SET a|Syntax error; token: \"<EOF>\", near: \"a\"",
                "SET a = :s,|Syntax error; token: \"<EOF>\", near: \",\"",
                "SET a = :s b = :s|Syntax error; token: \"b\", near: \":s b =\"",
                "SET a = :n + :n + :n|Syntax error; token: \"+\", near: \":n + :n\"",
                "ADD a b|Syntax error; token: \"b\", near: \"a b\"",
                "REMOVE a = :s|Syntax error; token: \"=\", near: \"a = :s\"",
                "SET a = :s SET b = :s|The \"SET\" section can only be used once in an update expression;",
                "SET a = nothing(b)|Invalid function name; function: nothing",
                "SET a = attribute_exists(b)|Invalid function name; function: attribute_exists",
                "SET status = :s|Attribute name is a reserved keyword; reserved keyword: status",
                "SET a = list_append(b)|Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1",
                "SET a = if_not_exists(:s, :s)|Operator or function requires a document path; operator or function: if_not_exists",
                "SET a = list_append(b, :s)|Incorrect operand type for operator or function; operator or function: list_append, operand type: S",
                "SET a = b + :s|Incorrect operand type for operator or function; operator or function: +, operand type: S",
                "SET a = :s - b|Incorrect operand type for operator or function; operator or function: -, operand type: S",
                "ADD a :s|Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "DELETE a :n|Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "ADD a :b|Incorrect operand type for operator or function; operator: ADD, operand type: Binary, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "DELETE a :t|Incorrect operand type for operator or function; operator: DELETE, operand type: BOOL, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "DELETE a :m|Incorrect operand type for operator or function; operator: DELETE, operand type: MAP, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "SET a = :w|An expression attribute value used in expression is not defined; attribute value: :w",
                "SET #a = :s|An expression attribute name used in the document path is not defined; attribute name: #a"
            })
    void whatIsWrongIsToldAsDynamoDbTellsIt(String update, String sentence) {
        var bound =
                Given.values(
                                "{':s':{'S':'v'},':n':{'N':'5'},':m':{'M':{}},':b':{'B':'AA=='},':t':{'BOOL':true}}")
                        .placeholders();
        assertThatThrownBy(() -> bound.update(update))
                .isInstanceOf(Refusal.class)
                .hasMessage("Invalid UpdateExpression: " + sentence);
    }
}

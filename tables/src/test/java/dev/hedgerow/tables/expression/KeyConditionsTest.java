package dev.hedgerow.tables.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.tables.expression.KeyConditions.KeyTest;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyConditionsTest {
    private static KeyConditions parse(String text) {
        return Given.values("{':v':{'S':'v'},':w':{'S':'w'}}").placeholders().keyConditions(text);
    }

    @Test
    void aValueMayStandOnEitherSide() {
        KeyConditions keys = parse("pk = :v AND :w >= sk");
        assertThat(keys.test("pk").orElseThrow().only()).contains(new Value.Text("v"));
        assertThat(keys.test("sk"))
                .contains(new KeyTest.Compare(Comparator.LESS_OR_EQUAL, new Value.Text("w")));
        assertThat(parse("(pk = :v) AND (begins_with(sk, :w))").test("sk"))
                .contains(new KeyTest.BeginsWith(new Value.Text("w")));
        assertThat(parse("pk = :v AND sk BETWEEN :v AND :w").test("sk"))
                .contains(new KeyTest.Between(new Value.Text("v"), new Value.Text("w")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pk = :v OR sk = :w|Invalid operator used in KeyConditionExpression: OR",
                "NOT pk = :v|Invalid operator used in KeyConditionExpression: NOT",
                "pk IN (:v)|Invalid operator used in KeyConditionExpression: IN",
                "pk <> :v|Invalid operator used in KeyConditionExpression: <>",
                "attribute_exists(pk)|Invalid operator used in KeyConditionExpression: attribute_exists",
                "contains(pk, :v)|Invalid operator used in KeyConditionExpression: contains",
                "size(pk) = :v|KeyConditionExpressions cannot contain nested operations",
                "pk = :v AND sk.x = :w|KeyConditionExpressions cannot have conditions on nested attributes",
                ":v = :w|Invalid condition in KeyConditionExpression: No key attribute specified",
                "pk = sk|Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
                "pk = :v AND pk = :w|KeyConditionExpressions must only contain one condition per key",
                ":v BETWEEN pk AND :w|Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
                "begins_with(:v, pk)|Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand"
            })
    void whatIsNoKeyConditionIsRefused(String text, String sentence) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(Refusal.class).hasMessage(sentence);
    }
}

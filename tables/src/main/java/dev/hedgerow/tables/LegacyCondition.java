package dev.hedgerow.tables;

import dev.hedgerow.tables.wire.Attributes;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on one attribute from the time before expressions, as it was read. */
final class LegacyCondition {
    static final String VALUE = "Value";

    @Nullable String comparisonOperator;
    @Nullable List<Attributes> list;
    @Nullable Attributes value;
    @Nullable Boolean exists;

    static LegacyCondition read(JsonInput input) {
        var condition = new LegacyCondition();
        input.structure((name, member) -> {
            switch (name) {
                case "ComparisonOperator" -> condition.comparisonOperator = member.string();
                case "AttributeValueList" ->
                        condition.list = member.list(() -> member.value(VALUE));
                case "Value" -> condition.value = member.value(VALUE);
                case "Exists" -> condition.exists = member.bool();
                default -> member.skip();
            }
        });
        return condition;
    }
}

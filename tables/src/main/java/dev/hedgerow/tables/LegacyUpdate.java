package dev.hedgerow.tables;

import dev.hedgerow.tables.wire.Attributes;
import dev.hedgerow.tables.wire.JsonInput;
import org.jspecify.annotations.Nullable;

/** A change of one attribute from the time before expressions, as it was read. */
final class LegacyUpdate {
    @Nullable String action;
    @Nullable Attributes value;

    static LegacyUpdate read(JsonInput input) {
        var update = new LegacyUpdate();
        input.structure((name, member) -> {
            switch (name) {
                case "Action" -> update.action = member.string();
                case "Value" -> update.value = member.value(LegacyCondition.VALUE);
                default -> member.skip();
            }
        });
        return update;
    }
}

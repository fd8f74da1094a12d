package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stream that a request asks for, as it was read. */
record StreamRequest(@Nullable Boolean enabled, @Nullable String view) {
    private static final List<String> VIEWS =
            List.of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY");

    static StreamRequest read(JsonInput input) {
        var flag = new Boolean[1];
        var view = new String[1];
        input.structure((name, value) -> {
            switch (name) {
                case "StreamEnabled" -> flag[0] = value.bool();
                case "StreamViewType" -> view[0] = value.string();
                default -> value.skip();
            }
        });
        return new StreamRequest(flag[0], view[0]);
    }

    void check(Constraints constraints) {
        constraints
                .notNull("streamSpecification.streamEnabled", enabled)
                .oneOf("streamSpecification.streamViewType", view, VIEWS);
    }

    /** Refuses a stream without a view, and a view without a stream. */
    void checkTogether() {
        if (isOn() && view == null) {
            throw Sentence.STREAM_NO_VIEW.refusal();
        }
        if (!isOn() && view != null) {
            throw Sentence.STREAM_VIEW_ALONE.refusal();
        }
    }

    boolean isOn() {
        return Boolean.TRUE.equals(enabled);
    }

    StreamView.View wanted() {
        return StreamView.View.valueOf(Checks.present(view));
    }
}

package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tag that a request asks for, as it was read. */
record TagRequest(@Nullable String key, @Nullable String value) {
    static final int TAGS_MAX = 50;
    static final int KEY_MAX = 128;
    static final int VALUE_MAX = 256;
    private static final String RESERVED = "aws:";

    static TagRequest read(JsonInput input) {
        var parts = new String[2];
        input.structure((name, member) -> {
            switch (name) {
                case "Key" -> parts[0] = member.string();
                case "Value" -> parts[1] = member.string();
                default -> member.skip();
            }
        });
        return new TagRequest(parts[0], parts[1]);
    }

    /** Refuses tags that cannot be given together. */
    static void check(List<TagRequest> tags) {
        var constraints = new Constraints();
        for (int i = 0; i < tags.size(); i++) {
            TagRequest tag = tags.get(i);
            String member = "tags." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "key", tag.key)
                    .chars(member + "key", tag.key, 1, KEY_MAX)
                    .notNull(member + "value", tag.value)
                    .chars(member + "value", tag.value, 0, VALUE_MAX);
        }
        constraints.check();
        var keys = new HashSet<String>();
        for (TagRequest tag : tags) {
            String key = Checks.present(tag.key);
            if (key.startsWith(RESERVED)) {
                throw Sentence.TAG_RESERVED.refusal(key);
            }
            if (!keys.add(key)) {
                throw Sentence.TAG_TWICE.refusal(key);
            }
        }
        if (tags.size() > TAGS_MAX) {
            throw Sentence.TAGS_TOO_MANY.refusal();
        }
    }
}

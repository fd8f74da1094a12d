package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A name with a word, as it was read: the type of an attribute, or its place in a key. */
record KeyMember(@Nullable String name, @Nullable String word) {
    static final List<String> TYPES = List.of("B", "N", "S");
    static final List<String> ROLES = List.of("HASH", "RANGE");

    static List<KeyMember> list(JsonInput input, String wordName) {
        return input.list(() -> read(input, wordName));
    }

    private static KeyMember read(JsonInput input, String wordName) {
        var parts = new String[2];
        input.structure((name, value) -> {
            if (name.equals("AttributeName")) {
                parts[0] = value.string();
            } else if (name.equals(wordName)) {
                parts[1] = value.string();
            } else {
                value.skip();
            }
        });
        return new KeyMember(parts[0], parts[1]);
    }

    static void check(
            Constraints constraints,
            String place,
            String wordName,
            @Nullable List<KeyMember> members,
            List<String> words) {
        if (members == null) {
            return;
        }
        for (int i = 0; i < members.size(); i++) {
            String member = place + "." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "attributeName", members.get(i).name())
                    .notNull(member + wordName, members.get(i).word())
                    .oneOf(member + wordName, members.get(i).word(), words);
        }
    }

    static List<String> names(List<KeyMember> members) {
        return members.stream().map(member -> Checks.present(member.name())).toList();
    }

    /** The types of attributes, by name. */
    static Map<String, Type> types(List<KeyMember> definitions) {
        var types = new LinkedHashMap<String, Type>();
        for (KeyMember definition : definitions) {
            types.put(
                    Checks.present(definition.name()),
                    Type.valueOf(Checks.present(definition.word())));
        }
        return types;
    }

    static KeySchema keys(List<KeyMember> schema, Map<String, Type> types) {
        var hash = new ArrayList<KeyAttribute>();
        var range = new ArrayList<KeyAttribute>();
        for (KeyMember part : schema) {
            String name = Checks.present(part.name());
            var key = new KeyAttribute(name, Checks.present(types.get(name)));
            ("HASH".equals(part.word()) ? hash : range).add(key);
        }
        return new KeySchema(List.copyOf(hash), List.copyOf(range));
    }

    /** Refuses what is no key. */
    static void checkKeys(List<KeyMember> keys, Set<String> defined, int partsMax) {
        List<String> names = names(keys);
        if (!defined.containsAll(names)) {
            throw Sentence.TABLE_KEY_UNDEFINED.refusal(
                    String.join(", ", names), String.join(", ", defined));
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw Sentence.TABLE_KEY_SAME.refusal();
        }
        int hash = 0;
        int range = 0;
        for (KeyMember key : keys) {
            if ("HASH".equals(key.word()) && range == 0) {
                hash++;
            } else if ("HASH".equals(key.word())) {
                throw Sentence.TABLE_KEY_SECOND.refusal();
            } else {
                range++;
            }
        }
        if (hash == 0) {
            throw Sentence.TABLE_KEY_FIRST.refusal();
        }
        if (hash > partsMax || range > partsMax) {
            throw Sentence.TABLE_KEY_SECOND.refusal();
        }
    }
}

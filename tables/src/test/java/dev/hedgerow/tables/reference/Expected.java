package dev.hedgerow.tables.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the model expects: an error, or the members of a good answer.
 *
 * @param sentences one of which it has to say
 * @param ordered whether items have to come in this order
 */
record Expected(String type, List<String> sentences, Map<String, Object> members, boolean ordered) {
    static Expected wrong(String... sentences) {
        return new Expected("ValidationException", List.of(sentences), Map.of(), true);
    }

    static Expected error(String type, String sentence) {
        return new Expected(type, List.of(sentence), Map.of(), true);
    }

    static Expected ok(Object... namesAndValues) {
        var members = new TreeMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return new Expected("", List.of(), members, true);
    }

    Expected inAnyOrder() {
        return new Expected(type, sentences, members, false);
    }
}

package dev.hedgerow.tables.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes expressions, with placeholders for all values and for some names. */
final class Text {
    final Map<String, String> names = new LinkedHashMap<>();
    final Map<String, V> values = new LinkedHashMap<>();
    private final SplittableRandom random;

    Text(SplittableRandom random) {
        this.random = random;
    }

    String value(V value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    String path(List<Object> path) {
        var text = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name(step.toString()));
            }
        }
        return text.toString();
    }

    private String name(String name) {
        if (random.nextInt(4) != 0) {
            return name;
        }
        String placeholder = "#n" + names.size();
        names.put(placeholder, name);
        return placeholder;
    }

    /** The members of the request that say what the placeholders stand for. */
    String members() {
        var members = new StringBuilder();
        if (!names.isEmpty()) {
            var parts = new ArrayList<String>();
            names.forEach((key, name) -> parts.add("\"" + key + "\":\"" + name + "\""));
            members.append(",\"ExpressionAttributeNames\":{")
                    .append(String.join(",", parts))
                    .append('}');
        }
        if (!values.isEmpty()) {
            members.append(",\"ExpressionAttributeValues\":").append(V.json(values));
        }
        return members.toString();
    }
}

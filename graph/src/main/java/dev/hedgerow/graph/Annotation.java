package dev.hedgerow.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A note on a type or property, kept as it was written: {@code @embed("summary", model: "small")}.
 * Values are String (identifiers too), Boolean or BigDecimal.
 *
 * @param argument what stands first, where something does
 * @param options named values in their order
 */
public record Annotation(String name, Optional<Object> argument, Map<String, Object> options) {
    public static final String DESCRIPTION = "description";
    public static final String INSTRUCTION = "instruction";
    public static final String EMBED = "embed";

    public Annotation {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The text of the first annotation of that name. */
    static Optional<String> text(List<Annotation> annotations, String name) {
        return annotations.stream()
                .filter(annotation -> annotation.name().equals(name))
                .findFirst()
                .flatMap(Annotation::argument)
                .map(Object::toString);
    }
}

package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON becomes records: unknown fields are ignored, absent lists and texts are empty. */
final class Json {
    private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .withConfigOverride(String.class, o -> o.setNullHandling(EMPTY))
                    .withConfigOverride(List.class, o -> o.setNullHandling(EMPTY))
                    .withConfigOverride(Map.class, o -> o.setNullHandling(EMPTY))
                    .build();

    private Json() {}
}

package dev.hedgerow.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class OpenapiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final JsonNode document =
            new YAMLMapper().readTree(OpenapiTest.class.getResourceAsStream("openapi.yaml"));

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (JsonNode reference : document.findValues("$ref")) {
            if (document.at(reference.asString().substring(1)).isMissingNode()) {
                broken.add(reference.asString());
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPartIsUsed() {
        Set<String> used = new TreeSet<>();
        document.findValues("$ref").forEach(reference -> used.add(reference.asString()));
        for (String kind : List.of("schemas", "parameters", "responses")) {
            for (String name : document.at("/components/" + kind).propertyNames()) {
                assertThat(used).contains("#/components/" + kind + "/" + name);
            }
        }
    }

    @Test
    void everyOperationHasItsOwnNameATagAndKnowsFailure() {
        Set<String> names = new TreeSet<>();
        for (JsonNode path : document.get("paths")) {
            for (String method : path.propertyNames()) {
                if (METHODS.contains(method)) {
                    JsonNode operation = path.get(method);
                    assertThat(names.add(operation.get("operationId").asString())).isTrue();
                    assertThat(operation.get("tags").size()).isEqualTo(1);
                    assertThat(operation.get("responses").size()).isPositive();
                }
            }
        }
        assertThat(names).contains("createGraph", "load", "query");
    }

    @Test
    void everyBraceOfAPathIsDescribed() {
        for (var path : document.get("paths").properties()) {
            Set<String> described = new TreeSet<>();
            JsonNode own = path.getValue();
            own.findValues("parameters").forEach(list -> list.forEach(p -> described.add(name(p))));
            for (String segment : path.getKey().split("/", -1)) {
                if (segment.startsWith("{")) {
                    assertThat(described).contains(segment.substring(1, segment.length() - 1));
                }
            }
        }
    }

    private String name(JsonNode parameter) {
        JsonNode reference = parameter.get("$ref");
        JsonNode meant =
                reference == null ? parameter : document.at(reference.asString().substring(1));
        return meant.get("name").asString();
    }
}

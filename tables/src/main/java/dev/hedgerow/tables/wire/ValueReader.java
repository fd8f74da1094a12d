package dev.hedgerow.tables.wire;

import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Decimal;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Utf8;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads attribute values, and keeps the first fault while it reads on. */
final class ValueReader {
    private static final Value NOTHING = new Value.Null();

    private final JsonInput input;
    private final JsonParser parser;
    private @Nullable Refusal fault;

    ValueReader(JsonInput input) {
        this.input = input;
        this.parser = input.parser();
    }

    @Nullable Refusal fault() {
        return fault;
    }

    private Value faulty(Refusal refusal) {
        if (fault == null) {
            fault = refusal;
        }
        return NOTHING;
    }

    /** Reads the value that the parser stands at. */
    Value value(int level) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return faulty(Sentence.VALUE_EMPTY.refusal());
        }
        input.expectObject();
        if (level > Value.LEVELS_MAX) {
            parser.skipChildren();
            return faulty(Sentence.NESTING.refusal());
        }
        Value found = null;
        Type foundType = null;
        boolean several = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Type type = type(parser.currentName());
            JsonToken token = parser.nextToken();
            if (type == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                if (type == foundType) {
                    throw Sentence.JSON.refusal();
                }
                several |= foundType != null;
                foundType = type;
                found = read(type, level);
            }
        }
        if (several) {
            return faulty(Sentence.VALUE_TWO_TYPES.refusal());
        }
        return found == null ? faulty(Sentence.VALUE_EMPTY.refusal()) : found;
    }

    private static @Nullable Type type(String name) {
        return switch (name) {
            case "S" -> Type.S;
            case "N" -> Type.N;
            case "B" -> Type.B;
            case "SS" -> Type.SS;
            case "NS" -> Type.NS;
            case "BS" -> Type.BS;
            case "M" -> Type.M;
            case "L" -> Type.L;
            case "NULL" -> Type.NULL;
            case "BOOL" -> Type.BOOL;
            default -> null;
        };
    }

    private Value read(Type type, int level) {
        return switch (type) {
            case S -> input.text();
            case N -> number();
            case B -> new Value.Binary(Base64Text.decode(input.string()));
            case SS, NS, BS -> set(type);
            case M -> document(level);
            case L -> sequence(level);
            case NULL -> input.bool() ? NOTHING : faulty(Sentence.NULL_NOT_TRUE.refusal());
            case BOOL -> new Value.Bool(input.bool());
        };
    }

    private Value number() {
        String text = input.string();
        try {
            return new Value.Numeric(Decimal.parse(text));
        } catch (Refusal refusal) {
            return faulty(refusal);
        }
    }

    private Value sequence(int level) {
        input.expectArray();
        var values = new ArrayList<Value>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(level + 1));
        }
        return new Value.Sequence(values);
    }

    private Value document(int level) {
        input.expectObject();
        var attributes = new LinkedHashMap<String, Value>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (Utf8.length(name) < 0 || attributes.put(name, value(level + 1)) != null) {
                throw Sentence.JSON.refusal();
            }
        }
        return new Value.Document(attributes);
    }

    private Value set(Type type) {
        var texts = new ArrayList<String>();
        var members = new ArrayList<Value>();
        input.expectArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (type.member()) {
                case N -> members.add(number());
                case B -> {
                    texts.add(input.string());
                    members.add(new Value.Binary(Base64Text.decode(texts.getLast())));
                }
                default -> {
                    Value.Text text = input.text();
                    texts.add(text.text());
                    members.add(text);
                }
            }
        }
        if (members.isEmpty()) {
            return faulty(empty(type).refusal());
        }
        // an earlier fault of the body hides that one of these has one
        if (members.stream().anyMatch(member -> member.type() != type.member())) {
            return NOTHING;
        }
        Optional<List<Value>> sorted = ScalarOrder.sorted(members);
        return sorted.isPresent()
                ? new Value.Set(type, sorted.get())
                : faulty(duplicates(type, texts));
    }

    private static Sentence empty(Type set) {
        return set == Type.SS
                ? Sentence.SS_EMPTY
                : set == Type.NS ? Sentence.NS_EMPTY : Sentence.BS_EMPTY;
    }

    private static Refusal duplicates(Type set, List<String> texts) {
        if (set == Type.NS) {
            return Sentence.NS_DUPLICATES.refusal();
        }
        String separator = set == Type.SS ? ", " : ",";
        String quoted =
                texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(separator));
        return (set == Type.SS ? Sentence.SS_DUPLICATES : Sentence.BS_DUPLICATES).refusal(quoted);
    }
}

package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Blob;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.kernel.Nearest;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Texts, and what raw rows write as texts. */
final class Texts {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Texts() {}

    /** Whether it is made of characters: no half of a surrogate pair stands alone. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static Read string(Object raw) {
        if (!(raw instanceof String text)) {
            return new Read.Bad("is not a text", "write it in quotes");
        }
        return isWellFormed(text)
                ? new Read.Good(text)
                : new Read.Bad("has half a surrogate pair, which is no character");
    }

    static Read bool(Object raw) {
        return switch (raw) {
            case Boolean flag -> new Read.Good(flag);
            case String text when text.toLowerCase(Locale.ROOT).equals("true") ->
                    new Read.Good(true);
            case String text when text.toLowerCase(Locale.ROOT).equals("false") ->
                    new Read.Good(false);
            default -> new Read.Bad("is not a truth value", "write true or false");
        };
    }

    static Read enumeration(Object raw, ValueType.Enumeration type) {
        if (raw instanceof String text) {
            return type.values().contains(text)
                    ? new Read.Good(text)
                    : new Read.Bad(
                            "is not one of " + shown(type), Nearest.fix(text, type.values()));
        }
        return new Read.Bad("is not one of " + shown(type));
    }

    private static String shown(ValueType.Enumeration type) {
        int most = 20;
        String all = String.join(", ", type.values().stream().limit(most).toList());
        return type.values().size() > most ? all + ", …" : all;
    }

    static Read uuid(Object raw) {
        return switch (raw) {
            case UUID uuid -> new Read.Good(uuid);
            case String text when UUID_FORM.matcher(text).matches() ->
                    new Read.Good(UUID.fromString(text));
            default -> new Read.Bad("is not a UUID", "write it as 8-4-4-4-12 hexadecimal digits");
        };
    }

    static Read blob(Object raw) {
        if (raw instanceof Blob blob) {
            return new Read.Good(blob);
        }
        if (raw instanceof String text) {
            try {
                return new Read.Good(new Blob(Base64.getDecoder().decode(text)));
            } catch (IllegalArgumentException _) {
                return notBase64();
            }
        }
        return notBase64();
    }

    private static Read notBase64() {
        return new Read.Bad("is not base64", "use A-Z a-z 0-9 + / with = at the end");
    }

    /**
     * A text that begins like an object or a list is JSON, or wrong: CSV has no other way to say
     * it. Every other text is a JSON string.
     */
    static Read json(Object raw) {
        if (raw instanceof Json json) {
            return new Read.Good(json);
        }
        Object tree = raw;
        if (raw instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
            var parsed = JsonText.parse(text);
            if (parsed.isEmpty()) {
                return new Read.Bad("begins like JSON, but is not");
            }
            tree = parsed.get().root();
        }
        return JsonText.canonical(tree)
                .<Read>map(text -> new Read.Good(new Json(text)))
                .orElseGet(() -> new Read.Bad("is not JSON of at most 64 levels"));
    }
}

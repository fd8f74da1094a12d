package dev.hedgerow.tables;

import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A digest of what a request means, however its maps are ordered. */
final class RequestDigest {
    private final MessageDigest digest;

    RequestDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    RequestDigest add(@Nullable String text) {
        return add(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    RequestDigest add(@Nullable Map<String, Value> attributes) {
        return add(attributes == null ? null : StoredItem.of(new TreeMap<>(attributes)).bytes());
    }

    private RequestDigest add(byte @Nullable [] bytes) {
        int length = bytes == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        if (bytes != null) {
            digest.update(bytes);
        }
        return this;
    }

    /** One member of a transaction. */
    RequestDigest add(ItemChange.Act act, Parameters p, Map<String, Value> attributes) {
        add(act.name()).add(p.tableName).add(attributes);
        add(p.updateExpression).add(p.conditionExpression);
        add(p.returnValuesOnConditionCheckFailure);
        add(p.values == null ? null : p.values.values());
        if (p.names != null) {
            new TreeMap<>(p.names).forEach((name, value) -> add(name).add(value));
        }
        return this;
    }

    byte[] bytes() {
        return digest.digest();
    }
}

package dev.hedgerow.dynamodb.signature;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;

/**
 * Keys made of secrets, one for each day and region: making one costs more than a signature. Those
 * used last are kept, no more than a bound. What is found here does not say that a secret still
 * holds; whoever asks found the secret just now.
 */
final class SigningKeys {
    private static final int KEPT_MAX = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Made, Mac> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Made, Mac> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    private record Made(String secret, String day, String region) {
        @Override
        public String toString() {
            return day + "/" + region;
        }
    }

    /** The signature of a text under the key of the secret. */
    byte[] sign(String secret, Authorization.Claim claim, String text) {
        var made = new Made(secret, claim.day(), claim.region());
        Mac mac = kept(made);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private Mac kept(Made made) {
        lock.lock();
        try {
            return (Mac) kept.computeIfAbsent(made, SigningKeys::make).clone();
        } catch (CloneNotSupportedException e) {
            throw Hashes.everyPlatform(e);
        } finally {
            lock.unlock();
        }
    }

    private static Mac make(Made made) {
        byte[] key = bytes("AWS4" + made.secret);
        for (String part :
                new String[] {
                    made.day, made.region, Authorization.SERVICE, Authorization.TERMINATOR
                }) {
            key = Hashes.hmac(key, bytes(part));
        }
        return Hashes.hmac(key);
    }

    int size() {
        lock.lock();
        try {
            return kept.size();
        } finally {
            lock.unlock();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.tidings.intake.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes fingerprints. Not thread-safe. */
public final class Fingerprints {
    private final MessageDigest hash = sha256();
    private final byte[] length = new byte[Integer.BYTES];

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JVM)", e);
        }
    }

    public Fingerprint of(String route, String source, String id) {
        add(route);
        add(source);
        hash.update(id.getBytes(UTF_8));
        ByteBuffer digest = ByteBuffer.wrap(hash.digest());
        return new Fingerprint(digest.getLong(), digest.getLong());
    }

    /** Hashes a text after its length, so that no two triples have the same bytes. */
    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteBuffer.wrap(length).putInt(bytes.length);
        hash.update(length);
        hash.update(bytes);
    }
}

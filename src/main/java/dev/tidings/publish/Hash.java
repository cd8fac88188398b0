package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** SHA-256 of data that need not be kept. */
record Hash(long a, long b, long c, long d) {
    /** Hashes texts and bytes; length prefixes keep adjacent texts apart. */
    static Hash of(List<String> texts, byte[] bytes) {
        MessageDigest digest = digest();
        for (String text : texts) {
            byte[] encoded = text.getBytes(UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).flip());
            digest.update(encoded);
        }
        ByteBuffer words = ByteBuffer.wrap(digest.digest(bytes));
        return new Hash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: every Java has it)", e);
        }
    }
}

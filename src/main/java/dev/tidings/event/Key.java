package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A record's key as bytes, comparable without making a String of it.
 *
 * <p>Immutable, except for the key of {@link #probe()}: that one belongs to its owner, for look-ups, and is never kept.
 */
public final class Key {
    private byte[] bytes;
    private int from;
    private int length;
    private int hash;

    private Key(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.hash = hash(bytes, 0, bytes.length);
    }

    public static Key of(String text) {
        return new Key(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates a key that its single owner points at other bytes again and again. */
    public static Key probe() {
        return new Key(new byte[0]);
    }

    /** Points a {@link #probe()} at these bytes. */
    public Key at(byte[] newBytes, int newFrom, int newLength) {
        bytes = newBytes;
        from = newFrom;
        length = newLength;
        hash = hash(newBytes, newFrom, newLength);
        return this;
    }

    /** Returns an immutable copy of this key. */
    public Key copy() {
        return new Key(Arrays.copyOfRange(bytes, from, from + length));
    }

    public boolean sameAs(byte[] other, int otherFrom, int otherLength) {
        return length == otherLength
                && Arrays.equals(bytes, from, from + length, other, otherFrom, otherFrom + otherLength);
    }

    /** Returns whether the key begins with these bytes. */
    public boolean startsWith(byte[] prefix) {
        return length >= prefix.length && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    public int length() {
        return length;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && hash == key.hash && key.sameAs(bytes, from, length);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static int hash(byte[] bytes, int from, int length) {
        int h = 0x9747b28c ^ length;
        for (int i = from, end = from + length; i < end; i++) {
            h = (h ^ bytes[i]) * 0x01000193;
        }
        h ^= h >>> 15;
        h *= 0x85ebca6b;
        return h ^ h >>> 13;
    }
}

package dev.tidings.event;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The way in which a kind of producer places a key; the configured ones give a user's home partitions. */
public enum Partitioner {
    /** Java's producer and most Node clients. */
    MURMUR2 {
        @Override
        int place(byte[] key, int partitions) {
            return (murmur2(key) & 0x7fffffff) % partitions;
        }
    },
    /** librdkafka's {@code consistent_random}: kcat, Python, Go, .NET. */
    CRC32 {
        @Override
        int place(byte[] key, int partitions) {
            CRC32 crc = new CRC32();
            crc.update(key);
            return (int) (crc.getValue() % partitions);
        }
    },
    /** Sarama's hash partitioner (Go): FNV-1a, sign dropped after the division. */
    FNV1A {
        @Override
        int place(byte[] key, int partitions) {
            int hash = 0x811c9dc5;
            for (byte b : key) {
                hash = (hash ^ (b & 0xff)) * 0x01000193;
            }
            return Math.abs(hash % partitions);
        }
    };

    abstract int place(byte[] key, int partitions);

    /** Returns the partition's number among {@code partitions}. */
    public int partitionOf(String key, int partitions) {
        return place(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** Computes MurmurHash2, 32 bit, with the seed that Kafka's Java client uses. */
    private static int murmur2(byte[] data) {
        int m = 0x5bd1e995;
        int h = 0x9747b28c ^ data.length;
        int i = 0;
        for (; i + 4 <= data.length; i += 4) {
            int k = (data[i] & 0xff)
                    | ((data[i + 1] & 0xff) << 8)
                    | ((data[i + 2] & 0xff) << 16)
                    | ((data[i + 3] & 0xff) << 24);
            k *= m;
            k ^= k >>> 24;
            h = (h * m) ^ (k * m);
        }
        int rest = data.length - i;
        if (rest > 0) {
            for (int j = rest - 1; j >= 0; j--) {
                h ^= (data[i + j] & 0xff) << (8 * j);
            }
            h *= m;
        }
        h ^= h >>> 13;
        h *= m;
        return h ^ (h >>> 15);
    }
}

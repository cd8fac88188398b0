package dev.tidings.publish;

import dev.tidings.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a repeated request: the header {@code Idempotency-Key} of a client, and a hash of the request, which
 * detects a different request with the same key.
 */
record IdempotencyKey(Hash key, Hash request) {
    static final String HEADER = "idempotency-key";

    /** The same pattern for the OpenAPI document, in the syntax of ECMA 262. */
    static final String SCHEMA = "^(\"([ !#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\"|[!#-\\[\\]-~]{1,255})$";

    /** A string of structured fields (RFC 8941), as in the draft, or, as many clients send it, without quotes. */
    private static final Pattern KEY = Pattern.compile(
            "\"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\]){1,255}\"" + "|[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}");

    /** Returns the key, or null if the request has none. */
    static @Nullable IdempotencyKey of(Submission submission) {
        String given = submission.headers().get(HEADER);
        if (given == null) {
            return null;
        }
        String key = given.strip();
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.bad(
                    "Idempotency-Key: not a key (expected: 1 to 255 characters of ASCII, in quotes)");
        }
        String bare = key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
        return new IdempotencyKey(
                Hash.of(List.of(submission.client(), bare), new byte[0]), Hash.of(attributes(submission), submission.body()));
    }

    private static List<String> attributes(Submission submission) {
        List<String> attributes = new ArrayList<>();
        attributes.add(submission.contentType() == null ? "" : submission.contentType());
        for (Map.Entry<String, String> header : new TreeMap<>(submission.headers()).entrySet()) {
            if (header.getKey().startsWith(BinaryMode.PREFIX)) {
                attributes.add(header.getKey());
                attributes.add(header.getValue());
            }
        }
        return attributes;
    }
}

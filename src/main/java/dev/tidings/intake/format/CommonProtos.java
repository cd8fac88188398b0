package dev.tidings.intake.format;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that registries expect to be known, so that no reference names them: Google's common types, as in their
 * library ({@code google/type/money.proto} and others), and Confluent's own.
 */
final class CommonProtos {
    /** Paths without {@code ..}, so that no import leads elsewhere on the class path. */
    private static final Pattern OF_GOOGLE = Pattern.compile("google/[a-z0-9_/]{1,100}\\.proto");

    private static final String META = """
            syntax = "proto3";
            package confluent;
            message Meta {
              string doc = 1;
              map<string, string> params = 2;
              repeated string tags = 3;
            }
            """;
    private static final String DECIMAL = """
            syntax = "proto3";
            package confluent.type;
            message Decimal {
              bytes value = 1;
              uint32 precision = 2;
              int32 scale = 3;
            }
            """;
    private static final Map<String, String> OF_CONFLUENT = Map.of(
            "confluent/meta.proto", META,
            "confluent/type/decimal.proto", DECIMAL,
            "confluent/types/decimal.proto", DECIMAL);

    /** Linked files by path; bounded by the number of files in the library. */
    private static final Map<String, FileDescriptor> MADE = new ConcurrentHashMap<>();

    private CommonProtos() {}

    /** Returns the file with this path, or null if it is none of these. */
    static @Nullable FileDescriptor file(String path) throws DeadException {
        FileDescriptor made = WellKnown.files().get(path);
        made = made == null ? MADE.get(path) : made;
        String text = made == null ? text(path) : null;
        if (text == null) {
            return made;
        }
        MADE.putIfAbsent(path, ProtoText.link(path, text, CommonProtos::file));
        return MADE.get(path);
    }

    private static @Nullable String text(String path) {
        if (!OF_GOOGLE.matcher(path).matches()) {
            return OF_CONFLUENT.get(path);
        }
        try (InputStream in = CommonProtos.class.getClassLoader().getResourceAsStream(path)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isOfConfluent(String path) {
        return OF_CONFLUENT.containsKey(path);
    }

    /** Compares the file too, since any schema may use the name. */
    static boolean isDecimal(Descriptor type) {
        return type.getFullName().equals("confluent.type.Decimal")
                && MADE.get(type.getFile().getName()) == type.getFile();
    }
}

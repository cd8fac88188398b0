package dev.tidings.intake.format;

import java.util.List;

/**
 * A schema as the registry stores it.
 *
 * @param type {@code AVRO}, {@code PROTOBUF} or {@code JSON}
 * @param imports all direct and indirect references, each after its own references
 */
record SchemaText(String type, String text, List<Import> imports) {
    /** A reference; {@code name} is a type for Avro, and a path for Protobuf. */
    record Import(String name, String text) {}
}

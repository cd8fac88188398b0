package dev.tidings.intake.format;

import java.util.List;

/**
 * A schema as the registry has it.
 *
 * @param type {@code AVRO}, {@code PROTOBUF} or {@code JSON}
 * @param imports what it refers to, directly or not, each after what it refers to itself
 */
record SchemaText(String type, String text, List<Import> imports) {
    /** Of an Avro schema {@code name} is a type, of a Protobuf one a path. */
    record Import(String name, String text) {}
}

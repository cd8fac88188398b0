/** Reads other topics' records, in JSON, CloudEvents, Avro, Protobuf or text, as values for expressions. */
@NullMarked
package dev.tidings.intake.format;

import org.jspecify.annotations.NullMarked;

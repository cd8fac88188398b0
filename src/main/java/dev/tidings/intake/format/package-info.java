/** What the bytes of other topics' records mean: JSON, CloudEvents, Avro, Protobuf or text, as values that expressions read. */
@NullMarked
package dev.tidings.intake.format;

import org.jspecify.annotations.NullMarked;

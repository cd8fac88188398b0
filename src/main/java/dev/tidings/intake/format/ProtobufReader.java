package dev.tidings.intake.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message into a map by the fields' own names. A field without presence is always in the map, with its default.
 * A field with presence (a message, an optional field, a member of a oneof) is in it if it was written.
 *
 * <p>Reads straight into maps: a message may take two bytes, and an object of Protobuf's library takes hundreds.
 */
final class ProtobufReader {
    private final Bounds.Room room;

    ProtobufReader(Bounds.Room room) {
        this.room = room;
    }

    @Nullable
    Object message(Descriptor type, Slice slice) throws DeadException, IOException {
        room.take();
        room.enter();
        Map<String, @Nullable Object> fields = new Reading(type, slice).fields();
        room.leave();
        if (CommonProtos.isDecimal(type)) {
            return ProtobufDecimal.value(fields);
        }
        return WellKnown.isWellKnown(type) ? WellKnown.value(type, fields) : fields;
    }

    /** Reads one message. */
    private final class Reading {
        private final Descriptor type;
        private final Slice slice;
        private final CodedInputStream in;
        private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        /** Singular messages by field; a field that occurs again is merged. */
        private final Map<FieldDescriptor, List<Slice>> messages = new LinkedHashMap<>();

        Reading(Descriptor type, Slice slice) {
            this.type = type;
            this.slice = slice;
            this.in = slice.open();
        }

        Map<String, @Nullable Object> fields() throws DeadException, IOException {
            putDefaults();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                field(type.findFieldByNumber(WireFormat.getTagFieldNumber(tag)), tag);
            }
            for (Map.Entry<FieldDescriptor, List<Slice>> each : messages.entrySet()) {
                FieldDescriptor field = each.getKey();
                fields.put(
                        field.getName(),
                        ProtobufReader.this.message(field.getMessageType(), Slice.join(each.getValue())));
            }
            for (FieldDescriptor field : type.getFields()) {
                if (field.isRequired() && !fields.containsKey(field.getName())) {
                    throw Protobuf.unreadable();
                }
            }
            return fields;
        }

        private void putDefaults() throws DeadException {
            for (FieldDescriptor field : type.getFields()) {
                if (field.isRepeated() || !field.hasPresence()) {
                    room.take();
                    fields.put(field.getName(), emptyValue(field));
                }
            }
        }

        private Object emptyValue(FieldDescriptor field) {
            if (field.isMapField()) {
                return new LinkedHashMap<String, Object>();
            }
            return field.isRepeated() ? new ArrayList<Object>() : ProtobufScalar.defaultOf(field);
        }

        private void field(@Nullable FieldDescriptor field, int tag) throws DeadException, IOException {
            int wireType = WireFormat.getTagWireType(tag);
            if (field != null && wireType == field.getLiteType().getWireType()) {
                if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    message(field, slice(tag));
                } else {
                    scalar(field);
                }
            } else if (field != null && field.isPackable() && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                packed(field);
            } else if (!in.skipField(tag)) {
                throw Protobuf.unreadable();
            }
        }

        /** Returns the message or the group after the tag. */
        private Slice slice(int tag) throws IOException {
            boolean group = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_START_GROUP;
            int length = group ? 0 : in.readRawVarint32();
            int start = in.getTotalBytesRead();
            if (group) {
                in.skipField(tag);
                int end = CodedOutputStream.computeTagSize(WireFormat.getTagFieldNumber(tag));
                return slice.slice(start, in.getTotalBytesRead() - end);
            }
            in.skipRawBytes(length);
            return slice.slice(start, start + length);
        }

        private void message(FieldDescriptor field, Slice part) throws DeadException, IOException {
            if (field.isMapField()) {
                entry(field, new Reading(field.getMessageType(), part).fields());
            } else if (field.isRepeated()) {
                list(field).add(ProtobufReader.this.message(field.getMessageType(), part));
            } else {
                clearOneof(field);
                messages.computeIfAbsent(field, first -> new ArrayList<>(1)).add(part);
            }
        }

        /** Adds an entry of a map, whose key and value may both be absent. */
        private void entry(FieldDescriptor field, Map<String, @Nullable Object> entry)
                throws DeadException, IOException {
            room.take();
            FieldDescriptor key = Objects.requireNonNull(field.getMessageType().findFieldByNumber(1));
            FieldDescriptor value =
                    Objects.requireNonNull(field.getMessageType().findFieldByNumber(2));
            map(field).put(String.valueOf(orDefault(entry, key)), orDefault(entry, value));
        }

        private @Nullable Object orDefault(Map<String, @Nullable Object> entry, FieldDescriptor field)
                throws DeadException, IOException {
            if (entry.containsKey(field.getName())) {
                return entry.get(field.getName());
            }
            boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            return message
                    ? ProtobufReader.this.message(field.getMessageType(), slice.slice(0, 0))
                    : ProtobufScalar.defaultOf(field);
        }

        private void packed(FieldDescriptor field) throws DeadException, IOException {
            int limit = in.pushLimit(in.readRawVarint32());
            while (in.getBytesUntilLimit() > 0) {
                scalar(field);
            }
            in.popLimit(limit);
        }

        private void scalar(FieldDescriptor field) throws DeadException, IOException {
            Object value = ProtobufScalar.read(field, in);
            if (value == null) {
                return;
            }
            room.take();
            if (field.isRepeated()) {
                list(field).add(value);
            } else {
                clearOneof(field);
                fields.put(field.getName(), value);
            }
        }

        /** Removes other members of a oneof, since the last one counts. */
        private void clearOneof(FieldDescriptor field) {
            OneofDescriptor oneof = field.getContainingOneof();
            if (oneof == null) {
                return;
            }
            for (FieldDescriptor other : oneof.getFields()) {
                if (other != field) {
                    fields.remove(other.getName());
                    messages.remove(other);
                }
            }
        }

        @SuppressWarnings("unchecked")
        private List<@Nullable Object> list(FieldDescriptor field) {
            return (List<@Nullable Object>) Objects.requireNonNull(fields.get(field.getName()));
        }

        @SuppressWarnings("unchecked")
        private Map<String, @Nullable Object> map(FieldDescriptor field) {
            return (Map<String, @Nullable Object>) Objects.requireNonNull(fields.get(field.getName()));
        }
    }
}

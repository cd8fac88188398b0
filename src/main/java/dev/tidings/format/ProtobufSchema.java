package dev.tidings.format;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of messages, with what it imports. */
record ProtobufSchema(FileDescriptor file) {

    static ProtobufSchema compile(SchemaText written) throws DeadException {
        if (!written.type().equals("PROTOBUF")) {
            throw Unreadable.because("of type " + written.type() + " (expected: PROTOBUF)");
        }
        Map<String, FileDescriptor> known = new HashMap<>(WellKnown.files());
        for (SchemaText.Import each : written.imports()) {
            if (!WellKnown.files().containsKey(each.name())) {
                known.put(each.name(), file(each.name(), each.text(), known));
            }
        }
        return new ProtobufSchema(file("", written.text(), known));
    }

    private static FileDescriptor file(String name, String text, Map<String, FileDescriptor> known)
            throws DeadException {
        FileDescriptorProto proto = ProtoText.parse(name, text, known.keySet());
        List<FileDescriptor> imports = new ArrayList<>();
        for (String each : proto.getDependencyList()) {
            FileDescriptor file = known.get(each);
            if (file != null) {
                imports.add(file);
            }
        }
        try {
            return FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw Unreadable.because("not a whole Protobuf schema, " + e.getMessage()
                    + " (expected: each type defined, in it or in its references)");
        }
    }

    Descriptor message(int[] indexes) throws DeadException {
        Descriptor message = chosen(file.getMessageTypes(), indexes[0]);
        for (int i = 1; i < indexes.length; i++) {
            message = chosen(message.getNestedTypes(), indexes[i]);
        }
        return message;
    }

    private static Descriptor chosen(List<Descriptor> messages, int index) throws DeadException {
        if (index < 0 || index >= messages.size()) {
            throw Unreadable.because("value: names a message that its schema has not (expected: one of its messages)");
        }
        return messages.get(index);
    }
}

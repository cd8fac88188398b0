package dev.tidings.intake.format;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Protobuf file with its imports. */
record ProtobufSchema(FileDescriptor file) {

    static ProtobufSchema compile(SchemaText written) throws DeadException {
        if (!written.type().equals("PROTOBUF")) {
            throw Unreadable.because("of type " + written.type() + " (expected: PROTOBUF)");
        }
        Map<String, FileDescriptor> referred = new HashMap<>();
        ProtoText.Imports known = path -> referred.containsKey(path) ? referred.get(path) : CommonProtos.file(path);
        for (SchemaText.Import each : written.imports()) {
            if (!isKnown(each.name())) {
                referred.put(each.name(), ProtoText.link(each.name(), each.text(), known));
            }
        }
        return new ProtobufSchema(ProtoText.link("", written.text(), known));
    }

    /** Returns whether Tidings interprets the file's messages, and so ignores the registry's file of that name. */
    private static boolean isKnown(String path) {
        return WellKnown.files().containsKey(path) || CommonProtos.isOfConfluent(path);
    }

    Descriptor message(int[] indexes) throws DeadException {
        Descriptor message = select(file.getMessageTypes(), indexes[0]);
        for (int i = 1; i < indexes.length; i++) {
            message = select(message.getNestedTypes(), indexes[i]);
        }
        return message;
    }

    private static Descriptor select(List<Descriptor> messages, int index) throws DeadException {
        if (index < 0 || index >= messages.size()) {
            throw Unreadable.because(
                    "value: names a message that its schema does not have (expected: one of its messages)");
        }
        return messages.get(index);
    }
}

package dev.tidings.intake.format;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts a {@code .proto} file to a descriptor. Options are left out: none changes how a value is read, and many are
 * defined in files that no registry has. Services, extensions and unknown imports are left out too; a field with a type
 * from an unknown import is an error.
 */
final class ProtoText {
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    private final Imports known;
    private final List<FileDescriptor> imported = new ArrayList<>();

    private ProtoText(Imports known) {
        this.known = known;
    }

    /** Resolves imports. */
    interface Imports {
        /** Returns the file with this path, or null if it is unknown. */
        @Nullable
        FileDescriptor file(String path) throws DeadException;
    }

    static FileDescriptor link(String name, String text, Imports known) throws DeadException {
        ProtoText read = new ProtoText(known);
        FileDescriptorProto proto = read.with(name, ProtoParser.Companion.parse(Location.get(name), text));
        try {
            return FileDescriptor.buildFrom(proto, read.imported.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw Unreadable.because("not a whole Protobuf schema, " + e.getMessage()
                    + " (expected: each type defined, in it or in its references)");
        }
    }

    private FileDescriptorProto with(String name, ProtoFileElement parsed) throws DeadException {
        boolean proto3 = parsed.getSyntax() == Syntax.PROTO_3;
        file.setName(name).setSyntax(proto3 ? "proto3" : "proto2");
        if (parsed.getPackageName() != null) {
            file.setPackage(parsed.getPackageName());
        }
        imports(parsed.getImports(), false);
        imports(parsed.getPublicImports(), true);
        ProtoMessage messages = new ProtoMessage(proto3);
        for (TypeElement type : parsed.getTypes()) {
            if (type instanceof MessageElement message) {
                file.addMessageType(messages.of(message));
            } else if (type instanceof EnumElement enumeration) {
                file.addEnumType(ProtoMessage.of(enumeration));
            }
        }
        return file.build();
    }

    private void imports(List<String> paths, boolean open) throws DeadException {
        for (String path : paths) {
            FileDescriptor found = known.file(path);
            if (found != null) {
                if (open) {
                    file.addPublicDependency(file.getDependencyCount());
                }
                file.addDependency(path);
                imported.add(found);
            }
        }
    }
}

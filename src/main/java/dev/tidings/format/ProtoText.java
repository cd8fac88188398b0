package dev.tidings.format;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.List;
import java.util.Set;

/**
 * A {@code .proto} file as a descriptor. Options are left out: none changes how a value is read, and many are defined in files
 * that no registry has. So are services and extensions, and imports that nobody has: whoever uses a type of one hears of it.
 */
final class ProtoText {
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    private final Set<String> known;

    private ProtoText(Set<String> known) {
        this.known = known;
    }

    /** @param known paths that may be imported */
    static FileDescriptorProto parse(String name, String text, Set<String> known) {
        ProtoFileElement parsed = ProtoParser.Companion.parse(Location.get(name), text);
        return new ProtoText(known).with(name, parsed);
    }

    private FileDescriptorProto with(String name, ProtoFileElement parsed) {
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

    private void imports(List<String> paths, boolean open) {
        for (String path : paths) {
            if (known.contains(path)) {
                if (open) {
                    file.addPublicDependency(file.getDependencyCount());
                }
                file.addDependency(path);
            }
        }
    }
}

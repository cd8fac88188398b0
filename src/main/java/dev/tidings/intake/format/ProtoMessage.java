package dev.tidings.intake.format;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts messages and enums of a {@code .proto} file to descriptors; types are resolved when the file is linked. */
record ProtoMessage(boolean proto3) {

    static EnumDescriptorProto of(EnumElement enumeration) {
        EnumDescriptorProto.Builder built = EnumDescriptorProto.newBuilder().setName(enumeration.getName());
        for (EnumConstantElement constant : enumeration.getConstants()) {
            built.addValue(EnumValueDescriptorProto.newBuilder()
                    .setName(constant.getName())
                    .setNumber(constant.getTag()));
        }
        return built.build();
    }

    /** Converts a message. Map entries come after the written messages, whose indexes producers count. */
    DescriptorProto of(MessageElement message) {
        DescriptorProto.Builder built = DescriptorProto.newBuilder().setName(message.getName());
        for (TypeElement type : message.getNestedTypes()) {
            if (type instanceof MessageElement nested) {
                built.addNestedType(of(nested));
            } else if (type instanceof EnumElement enumeration) {
                built.addEnumType(of(enumeration));
            }
        }
        for (OneOfElement oneOf : message.getOneOfs()) {
            oneOf(built, oneOf);
        }
        for (FieldElement element : message.getFields()) {
            FieldDescriptorProto.Builder field = field(built, element);
            if (proto3 && element.getLabel() == Field.Label.OPTIONAL) {
                addSyntheticOneof(built, field);
            }
            built.addField(field);
        }
        for (GroupElement group : message.getGroups()) {
            built.addField(group(built, group));
        }
        return built.build();
    }

    /** Puts an optional field of proto3 into a synthetic oneof of its own, which comes after the written ones. */
    private static void addSyntheticOneof(DescriptorProto.Builder message, FieldDescriptorProto.Builder field) {
        field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
    }

    private void oneOf(DescriptorProto.Builder message, OneOfElement oneOf) {
        int index = message.getOneofDeclCount();
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(oneOf.getName()));
        for (FieldElement field : oneOf.getFields()) {
            message.addField(field(message, field).setOneofIndex(index));
        }
        for (GroupElement group : oneOf.getGroups()) {
            message.addField(group(message, group).setOneofIndex(index));
        }
    }

    private FieldDescriptorProto.Builder group(DescriptorProto.Builder message, GroupElement group) {
        DescriptorProto.Builder fields = DescriptorProto.newBuilder().setName(group.getName());
        group.getFields().forEach(field -> fields.addField(field(fields, field)));
        message.addNestedType(fields);
        return FieldDescriptorProto.newBuilder()
                .setName(group.getName().toLowerCase(Locale.ROOT))
                .setNumber(group.getTag())
                .setLabel(label(group.getLabel()))
                .setType(FieldDescriptorProto.Type.TYPE_GROUP)
                .setTypeName(group.getName());
    }

    private static FieldDescriptorProto.Builder field(DescriptorProto.Builder message, FieldElement field) {
        FieldDescriptorProto.Builder built =
                FieldDescriptorProto.newBuilder().setName(field.getName()).setNumber(field.getTag());
        if (ProtoType.isMap(field.getType())) {
            DescriptorProto entry = ProtoType.entry(field.getName(), field.getType());
            message.addNestedType(entry);
            return built.setLabel(Label.LABEL_REPEATED).setTypeName(entry.getName());
        }
        ProtoType.set(built, field.getType());
        return built.setLabel(label(field.getLabel()));
    }

    private static Label label(Field.@Nullable Label label) {
        if (label == Field.Label.REPEATED) {
            return Label.LABEL_REPEATED;
        }
        return label == Field.Label.REQUIRED ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL;
    }
}

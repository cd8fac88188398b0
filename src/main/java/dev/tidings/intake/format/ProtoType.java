package dev.tidings.intake.format;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The type of a field as it is written: a scalar, a map, or the name of a message or an enum. */
final class ProtoType {
    private static final Pattern MAP = Pattern.compile("map<\\s*([\\w.]+)\\s*,\\s*([\\w.]+)\\s*>");
    private static final Set<FieldDescriptorProto.Type> NAMED = EnumSet.of(
            FieldDescriptorProto.Type.TYPE_GROUP,
            FieldDescriptorProto.Type.TYPE_MESSAGE,
            FieldDescriptorProto.Type.TYPE_ENUM);
    private static final Map<String, FieldDescriptorProto.Type> SCALARS = Arrays.stream(
                    FieldDescriptorProto.Type.values())
            .filter(type -> !NAMED.contains(type))
            .collect(Collectors.toMap(
                    type -> type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT), type -> type));

    private ProtoType() {}

    /** Sets the type of a field; whether a name is a message or an enum is resolved later. */
    static void set(FieldDescriptorProto.Builder field, String type) {
        FieldDescriptorProto.Type scalar = SCALARS.get(type);
        if (scalar == null) {
            field.setTypeName(type);
        } else {
            field.setType(scalar);
        }
    }

    static boolean isMap(String type) {
        return type.startsWith("map<");
    }

    /** Returns the message that represents an entry of a map on the wire. */
    static DescriptorProto entry(String field, String type) {
        Matcher map = MAP.matcher(type);
        if (!map.matches()) {
            throw new IllegalArgumentException("not a map");
        }
        return DescriptorProto.newBuilder()
                .setName(camelCase(field) + "Entry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field("key", 1, map.group(1)))
                .addField(field("value", 2, map.group(2)))
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, String type) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL);
        set(field, type);
        return field;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}

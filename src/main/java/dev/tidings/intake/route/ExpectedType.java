package dev.tidings.intake.route;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;

/** The result type that an expression must have, as far as it can be checked without a record. */
enum ExpectedType {
    CONDITION("a bool", CelKind.BOOL),
    RECIPIENTS("a string or a list of strings", CelKind.STRING),
    NAME("a string", CelKind.STRING),
    TEXT("a string or an int", CelKind.STRING, CelKind.INT),
    EXTENSION("a string, an int, a bool or a timestamp", CelKind.STRING, CelKind.INT, CelKind.BOOL, CelKind.TIMESTAMP),
    TIME("a timestamp or a string with one", CelKind.TIMESTAMP, CelKind.STRING),
    EXPIRY("a timestamp, a duration or a string with one of them", CelKind.TIMESTAMP, CelKind.DURATION, CelKind.STRING),
    DATA("a value that JSON can represent"),
    PRINTED(
            "a string, a number, a bool, a timestamp or a duration",
            CelKind.STRING,
            CelKind.INT,
            CelKind.UINT,
            CelKind.DOUBLE,
            CelKind.BOOL,
            CelKind.TIMESTAMP,
            CelKind.DURATION);

    private final String said;
    private final ImmutableSet<CelKind> kinds;

    ExpectedType(String said, CelKind... kinds) {
        this.said = said;
        this.kinds = ImmutableSet.copyOf(kinds);
    }

    String description() {
        return said;
    }

    /** Returns whether the type is allowed; a type that is known only with a record always is. */
    boolean accepts(CelType type) {
        if (type instanceof OptionalType optional && this != CONDITION) {
            return accepts(optional.parameters().get(0));
        }
        if (this == RECIPIENTS && type instanceof ListType list) {
            return !list.hasElemType() || NAME.accepts(list.elemType());
        }
        return switch (type.kind()) {
            case DYN, ANY, TYPE_PARAM -> true;
            case TYPE, ERROR -> false;
            default -> this == DATA || kinds.contains(type.kind());
        };
    }
}

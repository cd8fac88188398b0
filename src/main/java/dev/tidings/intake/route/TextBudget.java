package dev.tidings.intake.route;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds the characters that one evaluation may write: 10,000 recipients with a megabyte of the record before each of
 * them would be 10 GB. Therefore Tidings has its own versions of the functions that make texts longer: {@code +},
 * {@code join} and {@code replace}.
 */
final class TextBudget {
    static final int MAX_CHARACTERS = 1_000_000;

    private static final ThreadLocal<long[]> LEFT = ThreadLocal.withInitial(() -> new long[1]);

    private TextBudget() {}

    /** Renews the budget for an evaluation that begins on this thread. */
    static void reset() {
        LEFT.get()[0] = MAX_CHARACTERS;
    }

    static boolean isSpent() {
        return LEFT.get()[0] < 0;
    }

    private static void spend(long characters) {
        long[] left = LEFT.get();
        left[0] -= characters;
        if (left[0] < 0) {
            throw new IllegalArgumentException("text");
        }
    }

    static CelStandardFunctions standardFunctions() {
        return CelStandardFunctions.newBuilder()
                .filterFunctions((function, overload) -> overload != AddOverload.ADD_STRING)
                .build();
    }

    /** Returns the library's functions that make no text longer. */
    static Set<Function> stringFunctions() {
        return EnumSet.complementOf(EnumSet.of(Function.JOIN, Function.REPLACE));
    }

    static List<CelFunctionDecl> declarations() {
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        "join",
                        CelOverloadDecl.newMemberOverload(
                                "list_join", SimpleType.STRING, List.of(ListType.create(SimpleType.STRING))),
                        CelOverloadDecl.newMemberOverload(
                                "list_join_string",
                                SimpleType.STRING,
                                List.of(ListType.create(SimpleType.STRING), SimpleType.STRING))),
                CelFunctionDecl.newFunctionDeclaration(
                        "replace",
                        CelOverloadDecl.newMemberOverload(
                                "string_replace_string_string",
                                SimpleType.STRING,
                                List.of(SimpleType.STRING, SimpleType.STRING, SimpleType.STRING))));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from("add_string", String.class, String.class, TextBudget::add),
                CelFunctionBinding.from("list_join", List.class, list -> join(list, "")),
                CelFunctionBinding.from("list_join_string", List.class, String.class, TextBudget::join),
                CelFunctionBinding.from(
                        "string_replace_string_string",
                        List.of(String.class, String.class, String.class),
                        texts -> replace((String) texts[0], (String) texts[1], (String) texts[2])));
    }

    private static String add(String first, String second) {
        spend((long) first.length() + second.length());
        return first + second;
    }

    private static String join(List<?> texts, String between) {
        StringBuilder joined = new StringBuilder();
        for (Object each : texts) {
            String text = (String) each;
            spend((long) text.length() + between.length());
            joined.append(joined.length() == 0 ? "" : between).append(text);
        }
        return joined.toString();
    }

    private static String replace(String text, String wanted, String by) {
        long times = text.length() + 1L;
        if (!wanted.isEmpty()) {
            times = 0;
            for (int i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length())) {
                times++;
            }
        }
        spend(text.length() + times * by.length());
        return text.replace(wanted, by);
    }
}

package dev.tidings.intake.route;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A compiled expression of a route. Its failures contain no content. */
final class Expression {
    /** Finds the place of an error, which the library reports only in a message that may hold content. */
    private static final Pattern PLACE = Pattern.compile("^evaluation error at [^:]*:(\\d+):");

    private final CelRuntime.Program program;
    private final ExpectedType wanted;
    private final String where;

    Expression(CelRuntime.Program program, ExpectedType wanted, String where) {
        this.program = program;
        this.wanted = wanted;
        this.where = where;
    }

    /** Returns the result; null for CEL's null and for an optional without a value. */
    @Nullable
    Object evaluate(Variables variables) throws DeadException {
        TextBudget.reset();
        try {
            return toPlain(program.eval(variables));
        } catch (CelEvaluationException e) {
            throw evaluationFailure(variables, fault(e) + place(e));
        } catch (RuntimeException | StackOverflowError e) {
            throw evaluationFailure(variables, "failed (expected: " + wanted.description() + ")");
        }
    }

    /** Returns the result if it is the same for every record, otherwise null. */
    @Nullable
    Object constant() {
        TextBudget.reset();
        try {
            return toPlain(program.eval());
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static @Nullable Object toPlain(Object result) {
        if (result instanceof Optional<?> optional) {
            return optional.isPresent() ? toPlain(optional.get()) : null;
        }
        return result instanceof NullValue || result instanceof CelUnknownSet ? null : result;
    }

    private DeadException evaluationFailure(Variables variables, String otherwise) {
        DeadException ofKey = variables.keyFailure();
        if (ofKey != null) {
            return new DeadException(ofKey.reason(), where + ": " + ofKey.getMessage());
        }
        String fault = TextBudget.isSpent()
                ? "more than " + TextBudget.MAX_CHARACTERS + " characters written (expected: fewer)"
                : otherwise;
        return new DeadException(DeadReason.EXPRESSION, where + ": " + fault);
    }

    private static String fault(CelEvaluationException e) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "a field is missing";
            case INDEX_OUT_OF_BOUNDS -> "a list is too short";
            case DIVIDE_BY_ZERO -> "a division by zero";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND ->
                "a value is of another type than the operation";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case BAD_FORMAT, INVALID_ARGUMENT -> "a function does not accept a value";
            case DUPLICATE_ATTRIBUTE -> "a map has a key twice";
            case ITERATION_BUDGET_EXCEEDED -> "more than " + CelEnvironment.MAX_ITERATIONS + " steps of loops";
            case INTERNAL_ERROR -> "failed";
        };
    }

    private static String place(CelEvaluationException e) {
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        return place.find() ? " (at character " + (Integer.parseInt(place.group(1)) + 1) + ")" : "";
    }

    /** Returns the exception for a result that has the wrong type or another fault. */
    DeadException failure(DeadReason reason, String found) {
        return new DeadException(reason, where + ": " + found + " (expected: " + wanted.description() + ")");
    }

    String location() {
        return where;
    }
}

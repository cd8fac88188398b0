package dev.tidings.intake.route;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;

/**
 * The language of expressions: CEL with its extensions for strings and for optional values.
 *
 * <p>It uses the library's older interpreter. The newer one traverses a whole variable at each use of it, so that a
 * condition over 2,000 items, which used it once for each, took 1.6 seconds instead of two milliseconds.
 */
final class CelEnvironment {
    /** Maximum number of loop steps of one evaluation. */
    static final int MAX_ITERATIONS = 10_000;

    private static final int MAX_LENGTH = 20_000;
    private static final int MAX_REGEX = 10_000;

    private final Cel cel;

    private CelEnvironment(CelType key) {
        this.cel = cel(key);
    }

    /** @param keysHaveFields false if the key is a string */
    static CelEnvironment of(boolean keysHaveFields) {
        return keysHaveFields ? OfFields.LANGUAGE : OfText.LANGUAGE;
    }

    /** The environment for text keys, made when a route first needs it. */
    private static final class OfText {
        private static final CelEnvironment LANGUAGE = new CelEnvironment(SimpleType.STRING);
    }

    /** The environment for keys whose type is known only with a record. */
    private static final class OfFields {
        private static final CelEnvironment LANGUAGE = new CelEnvironment(SimpleType.DYN);
    }

    private static Cel cel(CelType key) {
        CelStringExtensions strings = CelExtensions.strings(TextBudget.stringFunctions());
        return CelFactory.legacyCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .comprehensionMaxIterations(MAX_ITERATIONS)
                        .maxExpressionCodePointSize(MAX_LENGTH)
                        .maxRegexProgramSize(MAX_REGEX)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar(Variables.KEY, key)
                .addVar(Variables.HEADERS, MapType.create(SimpleType.STRING, SimpleType.STRING))
                .addVar(Variables.VALUE, SimpleType.DYN)
                .addVar(Variables.EVENT, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar(Variables.TOPIC, SimpleType.STRING)
                .addVar(Variables.PARTITION, SimpleType.INT)
                .addVar(Variables.OFFSET, SimpleType.INT)
                .addVar(Variables.TIMESTAMP, SimpleType.TIMESTAMP)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder().build())
                .setStandardFunctions(TextBudget.standardFunctions())
                .addFunctionDeclarations(TextBudget.declarations())
                .addFunctionBindings(TextBudget.bindings())
                .addCompilerLibraries(strings, CelExtensions.optional())
                .addRuntimeLibraries(strings, CelExtensions.optional())
                .build();
    }

    /** @param where the place that failures name: {@code route orders, when} */
    Expression compile(String text, ExpectedType wanted, String where) throws WrongExpressionException {
        CelValidationResult result = cel.compile(text);
        if (result.hasError()) {
            throw failure(result.getErrors().get(0));
        }
        try {
            CelType type = result.getAst().getResultType();
            if (!wanted.accepts(type)) {
                throw WrongExpressionException.at(1, 1, Types.name(type) + " (expected: " + wanted.description() + ")");
            }
            return new Expression(cel.createProgram(result.getAst()), wanted, where);
        } catch (CelValidationException | CelEvaluationException e) {
            throw WrongExpressionException.at(1, 1, "not an expression (expected: " + wanted.description() + ")");
        }
    }

    private static WrongExpressionException failure(CelIssue issue) {
        String said = issue.getMessage();
        String fault = cut(cut(cut(said, " (in container"), " (candidates:"), " expecting ");
        String expected = said.startsWith("undeclared reference")
                ? " (expected: one of " + String.join(", ", Variables.NAMES) + "; a text stands in quotes)"
                : " (expected: an expression in CEL)";
        return WrongExpressionException.at(
                Math.max(1, issue.getSourceLocation().getLine()),
                issue.getSourceLocation().getColumn() + 1,
                fault + expected);
    }

    private static String cut(String text, String from) {
        int at = text.indexOf(from);
        return at < 0 ? text : text.substring(0, at);
    }
}

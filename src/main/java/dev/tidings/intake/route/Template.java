package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import java.util.List;

/** A text with expressions in braces; null and an optional without a value render as nothing. */
record Template(List<Part> parts) {

    /** A piece of a template. */
    sealed interface Part {
        /** A text without expressions. */
        record Literal(String text) implements Part {}

        /** The result of an expression. */
        record Inserted(Expression expression) implements Part {}
    }

    String render(Variables variables) throws DeadException {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Part.Inserted inserted) {
                text.append(TextRendering.of(inserted.expression(), variables));
            }
        }
        return text.toString();
    }
}

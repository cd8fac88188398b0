package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import java.util.List;

/** Text with expressions in braces; null and an optional without a value are nothing in it. */
record Template(List<Part> parts) {

    /** A piece of a template. */
    sealed interface Part {
        /** As it stands. */
        record Literal(String text) implements Part {}

        /** What an expression gives. */
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

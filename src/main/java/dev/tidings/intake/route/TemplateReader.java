package dev.tidings.intake.route;

import dev.tidings.intake.route.Template.Part;
import java.util.ArrayList;
import java.util.List;

/** Parses a {@link Template}: <code>{expression}</code>, and doubled braces for braces. */
final class TemplateReader {
    private final String text;
    private final String where;
    private final CelEnvironment language;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TemplateReader(String text, String where, CelEnvironment language) {
        this.text = text;
        this.where = where;
        this.language = language;
    }

    static Template read(String text, String where, CelEnvironment language) throws WrongExpressionException {
        TemplateReader reader = new TemplateReader(text, where, language);
        reader.read();
        return new Template(List.copyOf(reader.parts));
    }

    private void read() throws WrongExpressionException {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                literal.append(c);
                i += 2;
            } else if (c == '}') {
                throw failure(i, "an unmatched closing brace (expected: }} for a brace)");
            } else if (c == '{') {
                i = expression(i + 1);
            } else {
                literal.append(c);
                i++;
            }
        }
        endLiteral();
    }

    /** Reads the expression at this index, and returns the index after its closing brace. */
    private int expression(int from) throws WrongExpressionException {
        int end = closing(from);
        endLiteral();
        // Blanks before it make the compiler report its place in the template.
        String placed = text.substring(0, from).replaceAll("[^\\n]", " ") + text.substring(from, end);
        parts.add(new Part.Inserted(language.compile(placed, ExpectedType.PRINTED, where)));
        return end + 1;
    }

    private int closing(int from) throws WrongExpressionException {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        throw failure(from - 1, "an unclosed brace (expected: }, or {{ for a brace)");
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private WrongExpressionException failure(int at, String fault) {
        int lineStart = text.lastIndexOf('\n', at) + 1;
        int line = (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return WrongExpressionException.at(line, at - lineStart + 1, fault);
    }
}

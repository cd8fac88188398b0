package dev.tidings.bench.report;

import java.util.List;
import java.util.Locale;

/** A drawing that grows element by element; a white ground, so that it can be read in the dark too. */
final class Svg {
    static final List<String> COLOURS =
            List.of("#1f6f8b", "#e07a3f", "#5a9e4b", "#9467bd", "#8c8c8c", "#c44e6b", "#b5a12b", "#2b4f9e", "#7a5230");

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"%s\">%n",
                width,
                height,
                width,
                height,
                escaped(title)));
        rectangle(0, 0, width, height, "#ffffff");
        text.append(
                String.format("<text x=\"12\" y=\"20\" font-size=\"14\" fill=\"#222\">%s</text>%n", escaped(title)));
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, width, height, colour);
    }

    void line(double x1, double y1, double x2, double y2, String colour, boolean dashed) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"%s/>",
                x1, y1, x2, y2, colour, dashed ? " stroke-dasharray=\"5 4\"" : "");
    }

    void dot(double x, double y, String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, colour);
    }

    /** Anchored at its "start", "middle" or "end". */
    void text(double x, double y, String anchor, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222\">%s</text>", x, y, anchor, escaped(words));
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format + "%n", values));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}

package dev.tidings.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a PromQL expression asks for: its metrics, each with its conditions, and the labels that it groups by. */
public record PromQuery(List<Selector> selectors, Set<String> grouping) {
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[a-zA-Z_:][\\w:]*|\\d[\\w.]*|=~|!~|!=|==|>=|<=|\\S");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    /** A label, how it is compared, and with what. */
    public record Condition(String label, String operator, String value) {
        /** The texts that the condition names: of a pattern each of its alternatives. */
        public List<String> values() {
            return operator.endsWith("~") ? List.of(value.split("\\|", -1)) : List.of(value);
        }
    }

    public record Selector(String metric, List<Condition> conditions) {}

    public static PromQuery of(String expression) {
        String withoutRanges = expression.replaceAll("\\[[^]]*]", "");
        return new Reader(TOKEN.matcher(withoutRanges)
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .read();
    }

    private static final class Reader {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> grouping = new LinkedHashSet<>();
        private int at;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQuery read() {
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (token.equals("{")) {
                    throw new IllegalStateException("a selector without a metric at token " + at + " of " + tokens);
                }
                if (isName(token)) {
                    name(token);
                }
            }
            return new PromQuery(selectors, grouping);
        }

        private void name(String token) {
            if (GROUPING.contains(token)) {
                if (next("(")) {
                    until(")").stream().filter(Reader::isName).forEach(grouping::add);
                }
            } else if (!isFunction() && !KEYWORDS.contains(token)) {
                selectors.add(new Selector(token, next("{") ? conditions(until("}")) : List.of()));
            }
        }

        /** Or an aggregation, whose grouping may stand before what it aggregates. */
        private boolean isFunction() {
            return at < tokens.size()
                    && (tokens.get(at).equals("(") || Set.of("by", "without").contains(tokens.get(at)));
        }

        private boolean next(String wanted) {
            boolean is = at < tokens.size() && tokens.get(at).equals(wanted);
            at += is ? 1 : 0;
            return is;
        }

        private List<String> until(String end) {
            List<String> inside = new ArrayList<>();
            while (!tokens.get(at).equals(end)) {
                inside.add(tokens.get(at++));
            }
            at++;
            return inside;
        }

        private static boolean isName(String token) {
            return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
        }

        private static List<Condition> conditions(List<String> inside) {
            List<Condition> conditions = new ArrayList<>();
            for (int i = 0; i + 2 < inside.size(); i += 4) {
                String text = inside.get(i + 2);
                conditions.add(new Condition(inside.get(i), inside.get(i + 1), text.substring(1, text.length() - 1)));
            }
            return conditions;
        }
    }
}

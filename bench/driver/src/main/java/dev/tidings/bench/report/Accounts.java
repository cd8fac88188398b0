package dev.tidings.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Who took part, and whose events did not all come once and in order. */
record Accounts(Summary summary) {
    String entrants() {
        String rows = summary.results().entrants().stream()
                .map(entrant -> Table.line(List.of(
                        entrant.title(),
                        entrant.language(),
                        entrant.reason().isEmpty()
                                ? entrant.status()
                                : entrant.status() + ": " + entrant.reason().replace("|", "/"),
                        entrant.note())))
                .collect(Collectors.joining());
        return "### Subjects\n\n| subject | language | | what it is, and what it leaves out |\n| --- | --- | --- | --- |\n"
                + rows + "\n";
    }

    String flaws() {
        String rows = summary.measured().stream().map(this::flaws).collect(Collectors.joining());
        return "### Lost, repeated and reordered events\n\nOver all works and rounds. `closed` counts connections"
                + " that the subject closed.\n\n| subject | delivered | lost | repeated | out of order | of other users |"
                + " closed |\n| --- | --- | --- | --- | --- | --- | --- |\n" + rows + "\n";
    }

    private String flaws(Entrant entrant) {
        String name = entrant.name();
        return Table.line(List.of(
                entrant.title(),
                String.format(java.util.Locale.ROOT, "%,d", summary.sum(name, "events")),
                Long.toString(summary.sum(name, "lost")),
                Long.toString(summary.sum(name, "repeated")),
                Long.toString(summary.sum(name, "outOfOrder")),
                Long.toString(summary.sum(name, "foreign")),
                Long.toString(summary.sum(name, "closed"))));
    }
}

package dev.tidings.bench.report;

import java.util.List;
import java.util.Optional;

/** What a run's rounds come to. */
record Summary(Results results) {
    Optional<Stat> stat(String subject, String work, String metric) {
        double[] values = results.figures().stream()
                .filter(figure ->
                        figure.subject().equals(subject) && figure.work().equals(work))
                .map(figure -> figure.values().get(metric))
                .filter(value -> value != null && !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Stat.of(values));
    }

    Optional<Double> median(String subject, String work, String metric) {
        return stat(subject, work, metric).map(Stat::median);
    }

    /** Over all works and rounds. */
    long sum(String subject, String metric) {
        return results.figures().stream()
                .filter(figure -> figure.subject().equals(subject))
                .map(figure -> figure.values().getOrDefault(metric, 0.0))
                .mapToLong(Double::longValue)
                .sum();
    }

    /** Those of whom there is any figure. */
    List<Entrant> measured() {
        return results.entrants().stream()
                .filter(entrant -> results.figures().stream()
                        .anyMatch(figure -> figure.subject().equals(entrant.name())))
                .toList();
    }
}

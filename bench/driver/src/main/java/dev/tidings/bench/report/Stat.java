package dev.tidings.bench.report;

import java.util.Arrays;

/** Of the rounds of one figure. */
public record Stat(double median, double least, double most) {
    static Stat of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Stat(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, and the range where there is one to be seen. */
    @Override
    public String toString() {
        String least = Numbers.text(this.least);
        String most = Numbers.text(this.most);
        return Numbers.text(median) + (least.equals(most) ? "" : " (" + least + "–" + most + ")");
    }
}

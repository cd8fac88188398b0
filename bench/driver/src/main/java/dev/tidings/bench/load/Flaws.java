package dev.tidings.bench.load;

/** What must not happen to events; {@code closed} are connections that the subject has ended. */
public record Flaws(long repeated, long outOfOrder, long late, long foreign, long closed) {
    static final Flaws NONE = new Flaws(0, 0, 0, 0, 0);

    public Flaws minus(Flaws other) {
        return new Flaws(
                repeated - other.repeated,
                outOfOrder - other.outOfOrder,
                late - other.late,
                foreign - other.foreign,
                closed - other.closed);
    }

    Flaws plus(Sequence.Verdict verdict) {
        return switch (verdict) {
            case REPEATED -> new Flaws(repeated + 1, outOfOrder, late, foreign, closed);
            case OUT_OF_ORDER -> new Flaws(repeated, outOfOrder + 1, late, foreign, closed);
            case LATE -> new Flaws(repeated, outOfOrder, late + 1, foreign, closed);
            case IN_ORDER -> this;
        };
    }

    Flaws plusForeign() {
        return new Flaws(repeated, outOfOrder, late, foreign + 1, closed);
    }

    Flaws plusClosed() {
        return new Flaws(repeated, outOfOrder, late, foreign, closed + 1);
    }
}

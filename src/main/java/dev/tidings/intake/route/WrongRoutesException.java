package dev.tidings.intake.route;

import java.util.List;

/** Routes that cannot become active; the message has a sentence for each fault. */
final class WrongRoutesException extends Exception {
    private static final long serialVersionUID = 1;

    WrongRoutesException(List<String> faults) {
        super(String.join("; ", faults), null, false, false);
    }
}

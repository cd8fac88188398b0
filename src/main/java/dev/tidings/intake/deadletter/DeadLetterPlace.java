package dev.tidings.intake.deadletter;

import dev.tidings.http.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The position of a dead letter in its topic: {@code <partition>@<offset>}. */
record DeadLetterPlace(int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /** The same pattern for the OpenAPI document. */
    static final String SCHEMA = "^[0-9]{1,9}@[0-9]{1,18}$";

    static final String SCHEMA_OF_SEVERAL = "^[0-9]{1,9}@[0-9]{1,18}(,[0-9]{1,9}@[0-9]{1,18})*$";

    static DeadLetterPlace parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw ProblemException.bad("dead letter: " + text + " (expected: <partition>@<offset>, such as 0@17)");
        }
        return new DeadLetterPlace(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** Returns the end offsets of a listing by partition, from the text that {@link #join} wrote. */
    static Map<Integer, Long> split(String text) {
        Map<Integer, Long> offsets = new LinkedHashMap<>();
        for (String each : text.split(",", -1)) {
            DeadLetterPlace place = parse(each);
            offsets.put(place.partition(), place.offset());
        }
        return offsets;
    }

    static String join(Map<Integer, Long> offsets) {
        List<String> places = new ArrayList<>();
        offsets.forEach((partition, offset) -> places.add(new DeadLetterPlace(partition, offset).toString()));
        return String.join(",", places);
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}

package dev.tidings.route;

import java.util.Collection;
import java.util.Comparator;

/** Tells what somebody who misspelt a name may have meant. */
public final class Nearest {
    private Nearest() {}

    /** The known name that needs the fewest changes; a star in it stands for any one part of the other. */
    public static String of(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(concrete(each, name), name)))
                .orElse("none");
    }

    private static String concrete(String known, String name) {
        String[] parts = known.split("\\.", -1);
        String[] given = name.split("\\.", -1);
        for (int i = 0; i < parts.length && i < given.length; i++) {
            parts[i] = parts[i].equals("*") ? given[i] : parts[i];
        }
        return String.join(".", parts);
    }

    /** How many characters have to be changed, added or taken away (Levenshtein). */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
            }
            last = row;
        }
        return last[b.length()];
    }
}

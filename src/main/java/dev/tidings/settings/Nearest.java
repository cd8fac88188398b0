package dev.tidings.settings;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known name that is nearest to a misspelt one. */
public final class Nearest {
    private Nearest() {}

    /** Returns the known name that needs the fewest changes. A star in it stands for a name that the user chooses. */
    public static String of(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(each, name)))
                .orElse("none");
    }

    /** Returns the number of characters to change, add or remove (Levenshtein). The text for a star costs nothing. */
    private static int distance(String known, String name) {
        int[] last = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= known.length(); i++) {
            last = known.charAt(i - 1) == '*' ? afterStar(last, name) : after(last, known.charAt(i - 1), name);
        }
        return last[name.length()];
    }

    private static int[] after(int[] last, char c, String name) {
        int[] row = new int[last.length];
        row[0] = last[0] + 1;
        for (int j = 1; j < row.length; j++) {
            int changed = last[j - 1] + (c == name.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(changed, 1 + Math.min(last[j], row[j - 1]));
        }
        return row;
    }

    private static int[] afterStar(int[] last, String name) {
        int[] row = new int[last.length];
        row[0] = last[0];
        for (int j = 1; j < row.length; j++) {
            int taken = row[j - 1] + (name.charAt(j - 1) == '.' ? 1 : 0);
            row[j] = Math.min(last[j], taken);
        }
        return row;
    }
}

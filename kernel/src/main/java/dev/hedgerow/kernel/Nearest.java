package dev.hedgerow.kernel;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody meant. */
public final class Nearest {
    private static final int LENGTH_MAX = 64;
    private static final int LISTED_MAX = 12;

    private Nearest() {}

    /** The word nearest to what was written, when it is near enough to be meant. */
    public static Optional<String> word(String written, Collection<String> words) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int distance = distance(written, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        int most = Math.max(1, best.length() / 3);
        return least <= most && least < Math.min(best.length(), written.length())
                ? Optional.of(best)
                : Optional.empty();
    }

    /**
     * A fix that names the word nearest to what was written, or all when none is near and they are
     * few; empty when there is nothing to say.
     */
    public static String fix(String written, Collection<String> words) {
        return word(written, words)
                .map(word -> "did you mean `" + word + "`?")
                .orElseGet(() ->
                        words.isEmpty() || words.size() > LISTED_MAX
                                ? ""
                                : "there is: " + String.join(", ", words));
    }

    /** Insertions, deletions, replacements and swaps of neighbours between two words. */
    static int distance(String a, String b) {
        if (a.length() > LENGTH_MAX || b.length() > LENGTH_MAX) {
            return Integer.MAX_VALUE;
        }
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        var rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, from, to, i, j);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int cheapest(int[][] rows, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int cost = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
        cost = Math.min(cost, rows[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(cost, rows[i - 2][j - 2] + 1) : cost;
    }
}

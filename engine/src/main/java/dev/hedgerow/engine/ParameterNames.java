package dev.hedgerow.engine;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of the parameters in a Cypher text: {@code $name} outside strings, backticks and
 * comments. The engine takes a parameter that is not given as null without a word, hence the check
 * before it.
 */
public final class ParameterNames {
    private ParameterNames() {}

    /** The names without their dollar sign, sorted. */
    public static SortedSet<String> in(String cypher) {
        var names = new TreeSet<String>();
        int at = 0;
        while (at < cypher.length()) {
            char c = cypher.charAt(at);
            if (c == '$') {
                int end = endOfName(cypher, at + 1);
                if (end > at + 1) {
                    names.add(cypher.substring(at + 1, end));
                }
                at = end;
            } else {
                at = next(cypher, at, c);
            }
        }
        return Collections.unmodifiableSortedSet(names);
    }

    private static int next(String cypher, int at, char c) {
        if (c == '\'' || c == '"' || c == '`') {
            return endOfQuoted(cypher, at + 1, c);
        }
        if (cypher.startsWith("//", at)) {
            int end = cypher.indexOf('\n', at);
            return end < 0 ? cypher.length() : end;
        }
        if (cypher.startsWith("/*", at)) {
            int end = cypher.indexOf("*/", at + 2);
            return end < 0 ? cypher.length() : end + 2;
        }
        return at + 1;
    }

    private static int endOfName(String cypher, int from) {
        int at = from;
        while (at < cypher.length()
                && (Character.isLetterOrDigit(cypher.charAt(at)) || cypher.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    private static int endOfQuoted(String cypher, int from, char quote) {
        int at = from;
        while (at < cypher.length() && cypher.charAt(at) != quote) {
            at += cypher.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        return Math.min(at + 1, cypher.length());
    }
}

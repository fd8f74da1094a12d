package dev.hedgerow.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Dresses a query up in ways that mean the same to an engine, and garbles queries. */
final class Disguises {
    private static final List<String> GAPS =
            List.of(
                    "\n", "\t", "\r\n", "\u00a0", "\u2003", "/**/", "/* x */", " // y\n", "/*'*/",
                    "/*\"*/", "// `\n");

    private static final String SYMBOLS = " ()[]{}'\"`$;,.:*-><=|\\/\0\n";

    private Disguises() {}

    static List<String> of(String query) {
        var dressed = new ArrayList<String>();
        dressed.add(query);
        dressed.add(query.toLowerCase(Locale.ROOT));
        dressed.add(mixed(query));
        for (var gap : GAPS) {
            dressed.add(query.replace(" ", gap));
            dressed.add(gap + mixed(query) + gap);
        }
        dressed.add("/* RETURN 1 */ " + query);
        dressed.add("// RETURN 1\n" + query);
        dressed.add(query + ";");
        dressed.add("RETURN 1;" + query);
        dressed.add("EXPLAIN " + query);
        dressed.add("MATCH (n) " + query);
        dressed.add("MATCH (n) WITH n " + query);
        dressed.add("UNWIND [1] AS x " + query);
        dressed.add("RETURN 1 UNION ALL " + query);
        dressed.add("RETURN 'a' AS `b`" + query);
        dressed.add("RETURN 1 //\u2028'\n " + query + " //'");
        dressed.add("RETURN 1 //\r'\n " + query + " //'");
        dressed.add("RETURN '\\\\' " + query + " '");
        dressed.add("RETURN '\\\\', '" + "' " + query);
        dressed.add("RETURN \"'\" " + query + " \"'\"");
        dressed.add("RETURN `a``` " + query);
        dressed.add("RETURN 1 /* /* */ " + query + " /* */");
        return dressed;
    }

    private static String mixed(String query) {
        var mixed = new StringBuilder();
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            mixed.append(i % 2 == 0 ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return mixed.toString();
    }

    /** Pieces of good queries and attacks, cut, joined and damaged. */
    static String garbled(Random random) {
        var text = new StringBuilder(piece(random));
        int edits = random.nextInt(6);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, piece(random));
                case 1 -> text.insert(at, GAPS.get(random.nextInt(GAPS.size())));
                case 2 -> text.insert(at, SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
                case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
                default -> text.insert(at, Character.toChars(random.nextInt(0x30000)));
            }
        }
        return text.toString();
    }

    private static String piece(Random random) {
        var from = random.nextBoolean() ? Queries.GOOD : Queries.ATTACKS;
        var query = from.get(random.nextInt(from.size()));
        if (random.nextInt(3) > 0) {
            return query;
        }
        int start = random.nextInt(query.length());
        return query.substring(start, start + random.nextInt(query.length() - start));
    }
}

package dev.hedgerow.tables.value;

/** Text as DynamoDB sees it: counted and ordered by its UTF-8 bytes. */
public final class Utf8 {
    private Utf8() {}

    /** How many bytes the text has, or -1 when half of a surrogate pair is missing. */
    public static int length(String text) {
        int chars = text.length();
        int bytes = chars;
        for (int i = ascii(text); i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                if (c < 0x800) {
                    bytes++;
                } else if (!Character.isSurrogate(c)) {
                    bytes += 2;
                } else if (Character.isHighSurrogate(c)
                        && i + 1 < chars
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    bytes += 2;
                    i++;
                } else {
                    return -1;
                }
            }
        }
        return bytes;
    }

    /** How many characters of ASCII the text begins with, at least: most have no others. */
    private static int ascii(String text) {
        int end = text.length() - 7;
        int i = 0;
        while (i < end) {
            int all =
                    text.charAt(i)
                            | text.charAt(i + 1)
                            | text.charAt(i + 2)
                            | text.charAt(i + 3)
                            | text.charAt(i + 4)
                            | text.charAt(i + 5)
                            | text.charAt(i + 6)
                            | text.charAt(i + 7);
            if (all >= 0x80) {
                return i;
            }
            i += 8;
        }
        return i;
    }

    /** The order of the UTF-8 bytes, which is that of code points and not of {@code char}s. */
    public static int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogateX = Character.isSurrogate(x);
                boolean surrogateY = Character.isSurrogate(y);
                // a pair stands for a code point above every char
                return surrogateX == surrogateY ? x - y : surrogateX ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}

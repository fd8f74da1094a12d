package dev.hedgerow.tables.wire;

import dev.hedgerow.tables.refusal.Sentence;
import java.util.Base64;

/** Binary values on the wire: base 64, padded, with nothing else in it. */
final class Base64Text {
    private static final int PAD = '=';

    private Base64Text() {}

    static byte[] decode(String text) {
        int length = text.length();
        if (length % 4 != 0) {
            throw Sentence.JSON_BASE64_LENGTH.refusal(length);
        }
        int digits = length;
        while (digits > 0 && length - digits < 2 && text.charAt(digits - 1) == PAD) {
            digits--;
        }
        for (int i = 0; i < digits; i++) {
            if (digit(text.charAt(i)) < 0) {
                throw Sentence.JSON_BASE64_CHARACTER.refusal(text.charAt(i));
            }
        }
        int padding = length - digits;
        int unused = padding == 2 ? 0xf : padding == 1 ? 0x3 : 0;
        if (unused != 0 && (digit(text.charAt(digits - 1)) & unused) != 0) {
            throw Sentence.JSON_BASE64_END.refusal();
        }
        return Base64.getDecoder().decode(text);
    }

    private static int digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}

package io.mailbridge.signature;

import java.util.Base64;
import java.util.HexFormat;

/** How a signature is written in a header. */
enum Encoding {
    HEX {
        @Override
        byte[] decode(String text) {
            return HexFormat.of().parseHex(text);
        }
    },
    BASE64 {
        @Override
        byte[] decode(String text) {
            return Base64.getDecoder().decode(text);
        }
    };

    /** @throws IllegalArgumentException when the text is not in this encoding */
    abstract byte[] decode(String text);

    /** The bytes, or none where the text is not in this encoding: no signature equals those. */
    byte[] decodeOrNone(String text) {
        try {
            return decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    static Encoding of(String name) {
        return name.equals("hex") ? HEX : BASE64;
    }
}

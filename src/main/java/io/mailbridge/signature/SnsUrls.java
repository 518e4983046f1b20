package io.mailbridge.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Recognises addresses of Amazon SNS: the message itself names them, and nothing else may be fetched. */
final class SnsUrls {
    private static final Pattern HOST = Pattern.compile("sns\\.[a-zA-Z0-9\\-]{3,}\\.amazonaws\\.com(\\.cn)?");

    private SnsUrls() {}

    /** The address, or null where it is not one of SNS. */
    static URI read(String text) {
        try {
            URI url = new URI(text);
            boolean isSns = "https".equals(url.getScheme())
                    && url.getRawUserInfo() == null
                    && (url.getPort() == -1 || url.getPort() == 443)
                    && url.getHost() != null
                    && HOST.matcher(url.getHost()).matches()
                    && url.getRawFragment() == null;
            return isSns ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The address of a certificate, or null. */
    static URI readCertificate(String text) {
        URI url = text == null ? null : read(text);
        return url != null && url.getRawPath() != null && url.getRawPath().endsWith(".pem") && url.getRawQuery() == null
                ? url
                : null;
    }
}

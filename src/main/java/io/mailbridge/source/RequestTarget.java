package io.mailbridge.source;

/**
 * What a request asks for at its source. The URL may hold the source's token, so nothing of it is ever printed.
 *
 * @param method as sent
 * @param query as sent, without its question mark; null where there is none
 * @param token what follows the source's name in the path; null where nothing does
 */
public record RequestTarget(String method, String query, String token) {
    /** Events that are posted to a URL without a token. */
    public static final RequestTarget POST = new RequestTarget("POST", null, null);

    /** Of a POST to this path or URL, as somebody writes it down. */
    static RequestTarget ofUrl(String url, String source) {
        String[] parts = url.split("#", 2)[0].split("\\?", 2);
        String place = "/webhooks/" + source + "/";
        int at = parts[0].indexOf(place);
        String token = at < 0 ? null : parts[0].substring(at + place.length());
        return new RequestTarget("POST", parts.length < 2 ? null : parts[1], token);
    }

    @Override
    public String toString() {
        return method;
    }
}

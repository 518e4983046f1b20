package io.mailbridge.event;

/** What a person, or a machine on their behalf, did with the message. */
public record Engagement(String url, String ip, String userAgent, Geo geo, Boolean machine, Boolean first) {
    Engagement withGeo(Geo changed) {
        return new Engagement(url, ip, userAgent, changed, machine, first);
    }
}

package io.mailbridge.event;

/** The mailing a message belongs to. */
public record Campaign(String id, String name, String templateId) {
    public static final Campaign NONE = new Campaign(null, null, null);

    public Campaign withName(String changed) {
        return new Campaign(id, changed, templateId);
    }
}

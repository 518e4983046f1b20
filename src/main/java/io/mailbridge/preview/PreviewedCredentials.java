package io.mailbridge.preview;

/**
 * What the check of a previewed request came to.
 *
 * @param scheme how the source recognises its sender
 * @param checked false where no headers were given
 * @param valid true where they are those of the source
 * @param remark a sentence on what was not checked or why it is not valid; null where there is nothing to say
 */
public record PreviewedCredentials(String scheme, boolean checked, boolean valid, String remark) {
    @Override
    public String toString() {
        return scheme + ": " + (checked ? valid ? "valid" : "not valid" : "not checked")
                + (remark == null ? "" : ", " + remark);
    }
}

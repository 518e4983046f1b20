package io.mailbridge.signature;

/**
 * Where the time of a signature is: in a header, in a part of the signature's header, or in a member of the signed body, whose
 * time then counts in place of the others.
 */
final class SignedTime {
    private final String header;
    private final String part;
    private final JsonMember member;

    /** @param signed what the time is for */
    SignedTime(Parameters parameters, SignedText signed) {
        header = parameters.optional("timestamp-header", null);
        // a scheme that has no parts does not know this parameter
        part = parameters.has("signature-part") ? parameters.optional("timestamp-part", null) : null;
        String path = parameters.optional("timestamp-member", null);
        member = path == null ? null : JsonMember.of("timestamp-member", path);
        if (header != null && part != null) {
            throw new InvalidParameter("timestamp-part", "the time is in 'timestamp-header' or 'timestamp-part'");
        }
        if (signed.holdsTimestamp() != (header != null || part != null)) {
            throw new InvalidParameter(
                    header == null && part != null ? "timestamp-part" : "timestamp-header",
                    "'timestamp-header' or 'timestamp-part' goes with {timestamp} in 'signed'");
        }
        if (member != null && !signed.coversEvent()) {
            throw new InvalidParameter("timestamp-member", "'timestamp-member' goes with {body} in 'signed'");
        }
    }

    /** The time as the platform wrote it, null where it is missing or there is none. */
    String text(SignedRequest request, HeaderParts parts) {
        if (header != null) {
            return request.header(header);
        }
        return part == null || parts == null ? null : parts.first(part);
    }

    /** By the time beside the signature, before anything is computed. */
    Verdict checkFirst(TimestampWindow window, String text) {
        if (header == null && part == null) {
            return Verdict.VALID;
        }
        if (member != null) {
            return text == null ? TimestampWindow.NONE : Verdict.VALID;
        }
        return window.check(text);
    }

    /** By the time in the body, which is read once its signature is known to be right. */
    Verdict checkLast(TimestampWindow window, SignedText signed, SignedRequest request) {
        return member == null ? Verdict.VALID : window.check(member.only(signed.json(request)));
    }
}

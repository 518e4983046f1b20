package io.mailbridge.signature;

/** A header that has to name what a member of the body does: where the header is signed and the body is not. */
final class MatchingMember {
    private static final Verdict DIFFERENT = Verdict.invalid("its signed header names another event than its body");

    private final String header;
    private final JsonMember member;

    private MatchingMember(String header, JsonMember member) {
        this.header = header;
        this.member = member;
    }

    /** Null where the parameters name none. */
    static MatchingMember of(Parameters parameters) {
        String header = parameters.optional("matching-header", null);
        String path = parameters.optional("matching-member", null);
        if (header == null != (path == null)) {
            throw new InvalidParameter(
                    header == null ? "matching-member" : "matching-header",
                    "'matching-header' and 'matching-member' go together");
        }
        return header == null ? null : new MatchingMember(header, JsonMember.of("matching-member", path));
    }

    Verdict check(SignedRequest request) {
        String named = request.header(header);
        return named != null && named.equals(member.only(request.body())) ? Verdict.VALID : DIFFERENT;
    }
}

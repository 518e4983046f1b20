package io.mailbridge.provider;

/** What conditions read: the platform's event, its name, and the codes found in it. */
record EventFacts(Scope scope, String name, SmtpReply reply) {

    /** Facts of an element of the body whose event is not known yet. */
    static EventFacts of(Scope scope) {
        return new EventFacts(scope, null, SmtpReply.NONE);
    }
}

package io.mailbridge.control;

/** Why an action was not taken, in a sentence for the operator. */
public final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final long toConfirm;

    /** @param status of HTTP that says the same */
    public NotDone(int status, String sentence) {
        this(status, sentence, 0);
    }

    NotDone(int status, String sentence, long toConfirm) {
        super(sentence, null, false, false);
        this.status = status;
        this.toConfirm = toConfirm;
    }

    /** How many the operator has to agree to; 0 where it is not about that. */
    public long toConfirm() {
        return toConfirm;
    }

    public int status() {
        return status;
    }
}

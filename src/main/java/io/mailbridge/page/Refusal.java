package io.mailbridge.page;

import io.mailbridge.source.Problem;

/** What was asked for is not done; the page shows the sentence. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.problem = new Problem(status, sentence);
    }

    Problem problem() {
        return problem;
    }
}

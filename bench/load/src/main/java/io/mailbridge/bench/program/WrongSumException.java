package io.mailbridge.bench.program;

/** Acknowledged events are not where they must be: the run has failed, whatever its figures. */
final class WrongSumException extends RuntimeException {
    WrongSumException(String message) {
        super(message);
    }
}

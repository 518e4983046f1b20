package io.mailbridge.bench;

/** Events were acknowledged and are not where they should be: the run has failed, whatever its figures. */
final class WrongSumException extends RuntimeException {
    WrongSumException(String message) {
        super(message);
    }
}

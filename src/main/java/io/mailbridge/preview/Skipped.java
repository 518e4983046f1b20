package io.mailbridge.preview;

/**
 * A call of another system that was left out.
 *
 * @param step the step that would have called, null where that is not known
 * @param uri without parameters
 */
public record Skipped(Step step, String uri) {}

package io.mailbridge.preview;

/** What a log step would have written. */
public record Logged(Step step, String message) {}

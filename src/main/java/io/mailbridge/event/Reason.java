package io.mailbridge.event;

/** Why it happened: a code to compute with and the platform's text to read. */
public record Reason(ReasonCode code, String text) {}

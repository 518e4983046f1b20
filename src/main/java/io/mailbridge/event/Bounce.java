package io.mailbridge.event;

/** What the receiving server answered, and what the platform made of it. */
public record Bounce(
        BounceType type, Integer smtpCode, String enhancedCode, String mtaResponse, String providerClass) {}

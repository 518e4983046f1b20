package io.mailbridge.support;

/** How a bridge ended, and everything it printed. */
public record BridgeExit(int code, String log) {}

package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** A set-up or test message that a request held. */
public record SetupMessage(ControlMessage kind, JsonNode content) {}

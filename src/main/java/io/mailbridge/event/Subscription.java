package io.mailbridge.event;

/** The list or group an opt-out or opt-in is about. */
public record Subscription(String groupId, String listId, String method) {}

package io.mailbridge.event;

/** Where the engagement came from, as the platform guesses it. */
public record Geo(String country, String region, String city) {}

package io.mailbridge.bench.scale;

/**
 * What is the most that a fleet does, and what sets it.
 *
 * @param perSecond events or rows; just rows for the room in the buffer
 */
record Limit(double perSecond, String cause) {}

package io.mailbridge.provider;

import java.util.List;

/** What a platform wraps around an event: how it is recognised, and where in it the event or the list of events is. */
record Envelope(List<Condition> when, Path events) {}

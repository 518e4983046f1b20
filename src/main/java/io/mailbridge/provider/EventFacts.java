package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** What conditions look at: the platform's event and the codes found in it. */
record EventFacts(JsonNode event, SmtpReply reply) {}

package io.mailbridge.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a platform wants to read in an answer of success.
 *
 * @param whole true where the answer is nothing else, and 200 whatever other requests get
 */
public record Reply(ObjectNode members, boolean whole) {}

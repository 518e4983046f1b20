package io.mailbridge.provider;

import io.mailbridge.signature.SignatureScheme;
import java.util.List;

/**
 * What a profile says besides the mapping: how its platform posts and what it expects as an answer.
 *
 * @param unconfirmed for people: what the platform's documentation does not confirm, null where it confirms all
 * @param defaultAuth null where each source has to name a scheme
 * @param signature the platform's own scheme, null where it has none
 * @param validatesByOptions whether OPTIONS is answered by the rules of CloudEvents for webhooks
 * @param setup for people: the steps in the platform's portal, null where there are none
 */
record ProfileSettings(
        String name,
        String description,
        String unconfirmed,
        List<String> contentTypes,
        String defaultAuth,
        SignatureScheme signature,
        Answers answers,
        boolean validatesByOptions,
        String setup,
        boolean configurable) {}

package io.mailbridge.signature;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What one source adds to its platform's scheme, and what tests set.
 *
 * @param secrets several while one is rotated; empty where the scheme needs none
 * @param tolerance age a signed timestamp may have, in both directions; zero turns the check off
 * @param publicUrl the URL as configured in the platform's portal, null where it is not configured
 * @param topicArns the SNS topics that may post
 */
public record SignatureKeys(
        List<String> secrets,
        Duration tolerance,
        String publicUrl,
        List<String> topicArns,
        Clock clock,
        CertificateSource certificates) {

    /** @throws InvalidParameter when there is none */
    List<String> requiredSecrets() {
        if (secrets.isEmpty()) {
            throw new InvalidParameter("secret", "the key of the platform's signature is missing");
        }
        return secrets;
    }
}

package io.mailbridge.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code sns}: the signature of Amazon SNS, RSA over chosen members of the message. It proves that some AWS account
 * sent it, so the topic has to be one of the source's. Other platforms of the same protocol have their own hosts and roots.
 */
final class SnsScheme implements SignatureScheme.Scheme {
    /** SNS retries for an hour and keeps the timestamp (its delivery policies cap retries at 3,600 s). */
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(65);

    private static final List<String> CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Map<String, List<String>> SIGNED = Map.of(
            "Notification", List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
            "SubscriptionConfirmation", CONFIRMATION,
            "UnsubscribeConfirmation", CONFIRMATION);
    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");

    private static final Verdict NO_MESSAGE = Verdict.invalid("the body is not a signed message of SNS");
    private static final Verdict OTHER_TOPIC = Verdict.invalid("its topic is not one of the source's topic-arns");
    private static final Verdict WRONG_URL = Verdict.invalid("its SigningCertURL is not an address of the platform");
    private static final Verdict WRONG_CERTIFICATE = Verdict.invalid("its certificate is not to be trusted");
    private static final Verdict NO_CERTIFICATE = Verdict.undecided("the certificate of Amazon SNS cannot be fetched");

    private final SnsHosts hosts;
    private final CertificateRoots roots;
    private final String arnPrefix;

    SnsScheme(Parameters parameters) {
        hosts = SnsHosts.of(parameters);
        roots = CertificateRoots.of(parameters);
        arnPrefix = parameters.optional("arn-prefix", "arn:");
        if (hosts != SnsHosts.AMAZON && roots == null) {
            // Amazon's rules ask for Amazon's name in the certificate
            throw new InvalidParameter(
                    "certificate-hosts", "'certificate-hosts' needs 'roots', which issue the certificates");
        }
    }

    @Override
    public URI confirmation(JsonNode message) {
        return hosts.subscription(message);
    }

    @Override
    public boolean fetches() {
        return true;
    }

    @Override
    public SignatureVerifier verifier(SignatureKeys keys) {
        Set<String> topics = Set.copyOf(keys.topicArns());
        if (topics.isEmpty()) {
            throw new InvalidParameter(
                    "topic-arns", "any AWS account can sign with Amazon SNS; list the topics that may post");
        }
        for (String topic : topics) {
            if (!topic.startsWith(arnPrefix)) {
                throw new InvalidParameter("topic-arns", "each of them begins with " + arnPrefix);
            }
        }
        boolean anyTime = keys.tolerance().isZero();
        TimestampWindow window = new TimestampWindow(
                anyTime || keys.tolerance().compareTo(LONGEST_RETRY) > 0 ? keys.tolerance() : LONGEST_RETRY,
                keys.clock());
        return request -> verify(request.body(), topics, window, keys.certificates());
    }

    private Verdict verify(byte[] body, Set<String> topics, TimestampWindow window, CertificateSource certificates) {
        JsonNode message = parse(body);
        String algorithm = message == null ? null : ALGORITHMS.get(text(message, "SignatureVersion"));
        if (algorithm == null || !SIGNED.containsKey(text(message, "Type"))) {
            return NO_MESSAGE;
        }
        if (!topics.contains(text(message, "TopicArn"))) {
            return OTHER_TOPIC;
        }
        Verdict inTime = window.check(time(text(message, "Timestamp")));
        if (!inTime.isValid()) {
            return inTime;
        }
        URI url = hosts.certificate(text(message, "SigningCertURL"));
        if (url == null) {
            return WRONG_URL;
        }
        try {
            X509Certificate certificate = certificates.certificate(url, roots);
            return matches(message, algorithm, certificate) ? Verdict.VALID : Verdict.WRONG_SIGNATURE;
        } catch (CertificateException e) {
            return WRONG_CERTIFICATE;
        } catch (IOException e) {
            return NO_CERTIFICATE;
        }
    }

    private static boolean matches(JsonNode message, String algorithm, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(certificate.getPublicKey());
            signature.update(canonical(message).getBytes(StandardCharsets.UTF_8));
            return signature.verify(Encoding.BASE64.decodeOrNone(text(message, "Signature")));
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** Name and value of each member, a line each; a subject only where there is one. */
    static String canonical(JsonNode message) {
        StringBuilder signed = new StringBuilder();
        for (String member : SIGNED.get(text(message, "Type"))) {
            JsonNode value = message.get(member);
            if (value != null && !value.isNull()) {
                signed.append(member).append('\n').append(value.asText()).append('\n');
            }
        }
        return signed.toString();
    }

    /** With the mapper of the webhooks, so that what is verified is what is read. */
    private static JsonNode parse(byte[] body) {
        try {
            JsonNode message = JsonCodec.mapper().readTree(body);
            return message != null && message.isObject() ? message : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String text(JsonNode message, String member) {
        return message.path(member).asText("");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}

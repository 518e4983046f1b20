package io.mailbridge.soak;

import io.mailbridge.support.Macs;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Platforms whose events are made of a number, each with credentials of its own kind. The same number makes the same event
 * at any time, so nothing that was sent has to be kept to be compared.
 */
enum Platform {
    SENDGRID("sendgrid", Map.of("secret", base64(Keys.PAIR.getPublic().getEncoded()))) {
        @Override
        String event(int number) {
            return """
                    {"email":"reader-%1$d@example.com","timestamp":%2$d,"event":%3$s,"smtp-id":"<%4$s@mail.example.com>",\
                    "sg_event_id":"%4$s","sg_message_id":"%4$s.recvd-1","category":["receipts"],"ip":"192.0.2.10",\
                    "tls":1,"response":"250 2.0.0 OK","order_id":"1001"}""".formatted(number % RECIPIENTS, BEGAN, isMalformed(number) ? "7" : "\"delivered\"", id(number));
        }

        @Override
        String body(int first, int count) {
            return IntStream.range(first, first + count)
                    .mapToObj(this::event)
                    .collect(Collectors.joining(",", "[", "]"));
        }

        @Override
        List<String> headers(String body) {
            String time = now();
            return List.of(
                    "X-Twilio-Email-Event-Webhook-Timestamp",
                    time,
                    "X-Twilio-Email-Event-Webhook-Signature",
                    base64(Keys.sign(time + body)));
        }
    },
    MAILGUN("mailgun", Map.of("secret", Keys.MAILGUN)) {
        @Override
        String event(int number) {
            return """
                    {"id":"%1$s","timestamp":%2$d.25,"event":"delivered","recipient":"reader-%3$d@example.com",\
                    "message":{"headers":{"message-id":"%1$s@mail.example.com","subject":"Your order 1001"}},\
                    "tags":["receipts"],"delivery-status":{"code":250,"message":"OK"}}""".formatted(id(number), BEGAN, number % RECIPIENTS);
        }

        @Override
        String body(int first, int count) {
            String time = now();
            String token = UUID.randomUUID().toString().replace("-", "");
            return "{\"signature\":{\"timestamp\":\"%s\",\"token\":\"%s\",\"signature\":\"%s\"},\"event-data\":%s}"
                    .formatted(time, token, Macs.hex("HmacSHA256", Keys.MAILGUN, time + token), event(first));
        }
    },
    POSTMARK("postmark", Map.of("username", "soak", "password", "of-the-soak")) {
        @Override
        String event(int number) {
            return """
                    {"RecordType":"Delivery","MessageID":"%s","Recipient":"reader-%d@example.com","DeliveredAt":"%s",\
                    "Details":"250 OK","Tag":"receipts","ServerID":1,"MessageStream":"outbound","Metadata":{"order":"1001"}}""".formatted(id(number), number % RECIPIENTS, Instant.ofEpochSecond(BEGAN));
        }

        @Override
        List<String> headers(String body) {
            return List.of("Authorization", "Basic " + base64("soak:of-the-soak".getBytes(StandardCharsets.UTF_8)));
        }
    };

    private static final int RECIPIENTS = 1_000;
    private static final int MALFORMED = 20;
    private static final long BEGAN = Instant.now().getEpochSecond();

    private final String provider;
    private final Map<String, String> credentials;

    Platform(String provider, Map<String, String> credentials) {
        this.provider = provider;
        this.credentials = credentials;
    }

    /** Also the name of its source. */
    String provider() {
        return provider;
    }

    /** The source's settings, by the last part of their key. */
    Map<String, String> credentials() {
        return credentials;
    }

    abstract String event(int number);

    /** @param count of events, one except for a platform that sends batches */
    String body(int first, int count) {
        return event(first);
    }

    /** Name, value, name, value. */
    List<String> headers(String body) {
        return List.of();
    }

    static String id(int number) {
        return "soak-" + number + "-";
    }

    /** Of SendGrid's events. */
    static boolean isMalformed(int number) {
        return number % MALFORMED == 0;
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static final class Keys {
        static final String MAILGUN = "key-of-the-soak";
        static final KeyPair PAIR = pair();

        private static KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        static byte[] sign(String text) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(PAIR.getPrivate());
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

package io.mailbridge.webhook;

import io.mailbridge.support.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One good request of each platform, as it is on the wire. */
final class PlatformRequests {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private static final Map<String, String> PAYLOADS = Map.ofEntries(
            Map.entry("activecampaign", "activecampaign/open.txt"),
            Map.entry("adobe-ajo", "adobe-ajo/sent.json"),
            Map.entry("ahasend", "ahasend/delivered.json"),
            Map.entry("amazon-ses", "amazon-ses-sns/delivery.json"),
            Map.entry("azure-acs", "azure-acs/delivered.json"),
            Map.entry("braze", "braze/Open.json"),
            Map.entry("brevo", "brevo/click.json"),
            Map.entry("customerio", "customerio/delivered.json"),
            Map.entry("elastic-email", "elastic-email/clicked-post-form.txt"),
            Map.entry("forwardemail", "forwardemail/hard-recipient.json"),
            Map.entry("infobip-email", "infobip-email/dlr-delivered.json"),
            Map.entry("iterable", "iterable/emailOpen.json"),
            Map.entry("klaviyo", "klaviyo/opened_email.json"),
            Map.entry("lettermint", "lettermint/delivered.json"),
            Map.entry("loops", "loops/delivered.json"),
            Map.entry("mailchimp-marketing", "mailchimp-marketing/subscribe.txt"),
            Map.entry("mailerlite", "mailerlite/subscriber.created.json"),
            Map.entry("mailersend", "mailersend/activity.sent.json"),
            Map.entry("mailgun", "mailgun/delivered.json"),
            Map.entry("mailjet", "mailjet/open.json"),
            Map.entry("mailomat", "mailomat/delivered.json"),
            Map.entry("mailpace", "mailpace/delivered.json"),
            Map.entry("mailtrap", "mailtrap/click.json"),
            Map.entry("mandrill", "mandrill/open.json"),
            Map.entry("onesignal", "onesignal/email.opened.json"),
            Map.entry("postal", "postal/sent.json"),
            Map.entry("postmark", "postmark/open.json"),
            Map.entry("resend", "resend/email.delivered.json"),
            Map.entry("salesforce-ens", "salesforce-ens/EmailSent.json"),
            Map.entry("scaleway-tem", "scaleway-tem/delivered.json"),
            Map.entry("sendgrid", "sendgrid/open.json"),
            Map.entry("smtp2go", "smtp2go/delivered.json"),
            Map.entry("socketlabs", "socketlabs/delivered.json"),
            Map.entry("sparkpost", "sparkpost/click.json"),
            Map.entry("sweego", "sweego/delivered.json"),
            Map.entry("unisender-go", "unisender-go/single-event.json"),
            Map.entry("zeptomail", "zeptomail/hardbounce.json"));

    private PlatformRequests() {}

    /** All profiles of the product, by their files: one without a payload here fails the tests. */
    static List<String> providers() {
        try (Stream<Path> files = Files.list(Path.of("providers"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String body(String provider) {
        if (provider.equals("generic")) {
            return "{\"type\":\"opened\",\"recipient\":\"alice@example.com\"}";
        }
        String payload = PAYLOADS.get(provider);
        if (payload == null) {
            throw new AssertionError("No payload of the profile " + provider + " in PlatformRequests");
        }
        return onTheWire(provider, Payloads.text(payload));
    }

    /** Mandrill posts its JSON in a form. */
    static String onTheWire(String provider, String json) {
        return provider.equals("mandrill")
                ? "mandrill_events=" + URLEncoder.encode(json, StandardCharsets.UTF_8)
                : json;
    }

    static String contentType(String provider) {
        return switch (provider) {
            case "mandrill", "activecampaign", "elastic-email", "mailchimp-marketing" -> FORM;
            case "amazon-ses", "scaleway-tem" -> "text/plain; charset=UTF-8";
            default -> JSON;
        };
    }

    /** A request that holds one good event and one that is none, or null where a request is one event. */
    static String withABadEvent(String provider) {
        String good = PAYLOADS.containsKey(provider) ? Payloads.text(PAYLOADS.get(provider)) : body(provider);
        return switch (provider) {
            case "sendgrid", "sparkpost", "salesforce-ens", "mandrill", "azure-acs" ->
                onTheWire(provider, good.strip().replaceFirst("\\]$", ",17]"));
            case "braze", "infobip-email", "klaviyo", "mailtrap" -> good.strip().replaceFirst("\\]\\s*\\}$", ",17]}");
            case "generic", "mailjet", "brevo" -> "[" + good + ",17]";
            default -> null;
        };
    }
}

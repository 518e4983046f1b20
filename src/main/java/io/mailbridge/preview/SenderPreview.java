package io.mailbridge.preview;

import io.mailbridge.http.HttpSettings;
import io.mailbridge.provider.Profiles;
import io.mailbridge.settings.Settings;
import io.mailbridge.signature.CertificateSource;
import io.mailbridge.signature.CertificateTrust;
import io.mailbridge.signature.Fetcher;
import io.mailbridge.signature.SnsCertificates;
import io.mailbridge.signature.Verdict;
import io.mailbridge.webhook.WebhookPreview;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges the credentials of a previewed request. A captured one is older than its source's tolerance, so unless a time
 * is given its age does not count and is only reported.
 */
final class SenderPreview {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Settings ageless;
    private final Profiles profiles;
    private final PreviewRequest request;
    private final Clock clock;
    private final CertificateSource certificates;

    /** @param ageless the settings with no tolerance of the source */
    SenderPreview(Settings settings, Settings ageless, Profiles profiles, PreviewRequest request) {
        this.settings = settings;
        this.ageless = request.at() == null ? ageless : settings;
        this.profiles = profiles;
        this.request = request;
        this.clock = request.at() == null ? Clock.systemUTC() : Clock.fixed(request.at(), ZoneOffset.UTC);
        this.certificates = request.callOut()
                ? fetched()
                : url -> {
                    throw new IOException("A preview fetches nothing");
                };
    }

    private CertificateSource fetched() {
        Fetcher fetcher = Fetcher.http(LIMIT);
        return new SnsCertificates(fetcher, CertificateTrust.ofPlatform(fetcher), clock);
    }

    /** One that has seen no request yet: a signed token is valid for one body only. */
    WebhookPreview webhook() {
        return webhook(ageless);
    }

    private WebhookPreview webhook(Settings used) {
        int maxBodySize = HttpSettings.from(used).maxBodySize();
        return new WebhookPreview(used, maxBodySize, profiles, clock, certificates);
    }

    /** The headers by name, in any case; a missing content type is filled in. */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        if (isChecked()) {
            headers.putIfAbsent("Content-Type", webhook().contentType(request.source()));
        }
        return headers;
    }

    boolean isChecked() {
        return request.url() != null || !request.headers().isEmpty();
    }

    /** The path that it is posted to, with the token that may be in it. */
    String url() {
        return request.url() == null ? "/webhooks/" + request.source() : request.url();
    }

    PreviewedCredentials judge() {
        String scheme = webhook().scheme(request.source());
        if (scheme.equals("none")) {
            return new PreviewedCredentials(scheme, isChecked(), true, "whoever posts is believed");
        }
        if (!isChecked()) {
            return new PreviewedCredentials(
                    scheme, false, false, "since no --header and no --url of the request is given");
        }
        Verdict today = verdict(webhook(settings));
        Verdict verdict = request.at() == null ? verdict(webhook()) : today;
        if (!verdict.isValid()) {
            boolean undecided = verdict.kind() == Verdict.Kind.UNDECIDED && !request.callOut();
            return new PreviewedCredentials(
                    scheme, true, false, verdict.reason() + (undecided ? "; --call-out fetches it" : ""));
        }
        return new PreviewedCredentials(
                scheme,
                true,
                true,
                today.isValid()
                        ? null
                        : "but now the bridge would refuse it: " + today.reason() + "; --at goes by another time");
    }

    private Verdict verdict(WebhookPreview webhook) {
        return webhook.verdict(request.source(), url(), headers()::get, request.body());
    }
}

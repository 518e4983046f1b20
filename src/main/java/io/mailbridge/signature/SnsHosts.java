package io.mailbridge.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises the addresses that a platform of the SNS protocol names in its messages: the message of a stranger names some, too, and
 * nothing else may be fetched.
 */
final class SnsHosts {
    private static final Pattern AMAZON_HOST = Pattern.compile("sns\\.[a-zA-Z0-9\\-]{3,}\\.amazonaws\\.com(\\.cn)?");
    /** A domain is written out: everybody can have a name below a top-level one. */
    private static final Pattern NAME = Pattern.compile("(?:(?:\\*|[a-z0-9-]+)\\.)+[a-z0-9-]+\\.[a-z0-9-]+");

    static final SnsHosts AMAZON = new SnsHosts(List.of(AMAZON_HOST), List.of(AMAZON_HOST), false);

    private final List<Pattern> certificates;
    private final List<Pattern> subscriptions;
    private final boolean comparesTopic;

    private SnsHosts(List<Pattern> certificates, List<Pattern> subscriptions, boolean comparesTopic) {
        this.certificates = certificates;
        this.subscriptions = subscriptions;
        this.comparesTopic = comparesTopic;
    }

    /** Amazon's where the parameters name none. */
    static SnsHosts of(Parameters parameters) {
        if (!parameters.has("certificate-hosts") && !parameters.has("subscribe-hosts")) {
            return AMAZON;
        }
        return new SnsHosts(hosts(parameters, "certificate-hosts"), hosts(parameters, "subscribe-hosts"), true);
    }

    private static List<Pattern> hosts(Parameters parameters, String key) {
        return parameters.several(key).stream()
                .map(host -> {
                    if (!NAME.matcher(host).matches()) {
                        throw new InvalidParameter(
                                key,
                                "'" + host + "' is no host in lower case with a domain written out: sns.*.example.com");
                    }
                    return Pattern.compile(host.replace(".", "\\.").replace("*", "[a-z0-9-]+"));
                })
                .toList();
    }

    /** The address of a certificate, or null where it is none of the platform. */
    URI certificate(String text) {
        URI url = read(text, certificates);
        return url != null && url.getRawPath() != null && url.getRawPath().endsWith(".pem") && url.getRawQuery() == null
                ? url
                : null;
    }

    /**
     * The address that confirms a subscription, or null where it is none of the platform.
     *
     * @param message whose signature has been checked
     */
    URI subscription(JsonNode message) {
        URI url = read(message.path("SubscribeURL").asText(), subscriptions);
        boolean isOfMessage = url != null
                && (!comparesTopic
                        || isInQuery(url, "Action", "ConfirmSubscription")
                                && isInQuery(
                                        url,
                                        "TopicArn",
                                        message.path("TopicArn").asText())
                                && isInQuery(url, "Token", message.path("Token").asText()));
        return isOfMessage ? url : null;
    }

    private static URI read(String text, List<Pattern> hosts) {
        try {
            URI url = new URI(text);
            boolean isOne = "https".equals(url.getScheme())
                    && url.getRawUserInfo() == null
                    && (url.getPort() == -1 || url.getPort() == 443)
                    && url.getHost() != null
                    && hosts.stream()
                            .anyMatch(host -> host.matcher(url.getHost()).matches())
                    && url.getRawFragment() == null;
            return isOne ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether the query has the parameter once, with this value. */
    private static boolean isInQuery(URI url, String name, String value) {
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        List<String> values = List.of(query.split("&")).stream()
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> decoded(parameter.substring(name.length() + 1)))
                .toList();
        return !value.isEmpty() && values.equals(List.of(value));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

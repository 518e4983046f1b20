package io.mailbridge.source;

import io.mailbridge.provider.Profile;
import io.mailbridge.settings.InvalidSetting;
import io.mailbridge.settings.Quantities;
import io.mailbridge.signature.CertificateSource;
import io.mailbridge.signature.InvalidParameter;
import io.mailbridge.signature.SignatureKeys;
import io.mailbridge.signature.SignatureVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what identifies a source, and refuses what could leave its webhook open. */
final class CredentialsReader {
    private static final String OTHER_SCHEMES = "bearer, header, basic, query, path";
    /** Of a token alone they are what the profile says. */
    private static final Set<String> IN_URL = Set.of("query", "path");

    private static final String DEFAULT_QUERY_NAME = "token";
    private static final Pattern PLAIN_IN_URL = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*");
    private static final int LONGEST_VALIDATION_KEY = 256;

    private final String prefix;
    private final Map<String, String> keys;
    private final Profile profile;

    /** @param prefix of the keys, for messages: {@code bridge.sources.name.} */
    CredentialsReader(String prefix, Map<String, String> keys, Profile profile) {
        this.prefix = prefix;
        this.keys = keys;
        this.profile = profile;
    }

    /** @param signature what {@link #signature} gave */
    Credentials credentials(SignatureVerifier signature) {
        String auth = keys.getOrDefault("auth", scheme());
        if (keys.containsKey("query-name") && !auth.equals("query")) {
            throw new InvalidSetting(
                    prefix + "query-name is not used with auth=" + auth + "; leave it out, or set auth=query");
        }
        return switch (auth) {
            case "none" -> new Credentials.None();
            case "bearer" -> new Credentials.Bearer(secrets("token", auth));
            case "header" -> new Credentials.Header(required("header-name", auth), secrets("token", auth));
            case "query" -> new Credentials.Query(queryName(), secrets("token", auth));
            case "path" -> new Credentials.Path(pathTokens());
            case "basic" -> Credentials.Basic.of(required("username", auth), secrets("password", auth));
            case "signature" -> new Credentials.Signed(signature);
            case "" ->
                throw new InvalidSetting(prefix + "auth= is not set and there are no credentials; allowed: " + schemes()
                        + " with their credentials, or none");
            default -> throw new InvalidSetting(prefix + "auth", auth, schemes() + " or none");
        };
    }

    /**
     * The check of the platform's own signature: where the source relies on it, and where its keys are configured
     * anyway, since a set-up message may need it; otherwise null.
     */
    SignatureVerifier signature(Clock clock, CertificateSource certificates) {
        boolean reliesOnIt = keys.getOrDefault("auth", scheme()).equals("signature");
        if (profile.signature() == null) {
            if (reliesOnIt) {
                throw new InvalidSetting(prefix + "auth", "signature", schemes() + " or none");
            }
            return null;
        }
        boolean confirmsSubscriptions = profile.signature().name().equals("sns") && keys.containsKey("topic-arns");
        if (!reliesOnIt && !confirmsSubscriptions) {
            return null;
        }
        SignatureKeys signatureKeys = new SignatureKeys(
                list("secret"), tolerance(), keys.get("public-url"), list("topic-arns"), clock, certificates);
        try {
            return profile.signature().verifier(signatureKeys);
        } catch (InvalidParameter e) {
            // never the value: it may be the secret
            throw new InvalidSetting(prefix + e.key() + " cannot be used for auth=signature: " + e.getMessage());
        }
    }

    /** What the platform wants to read in answers, or null. */
    String validationKey() {
        String key = keys.get("validation-key");
        if (key == null || key.isBlank()) {
            return null;
        }
        if (!profile.repliesWithKey()) {
            throw new InvalidSetting(prefix + "validation-key is not used: no reply of the profile '" + profile.name()
                    + "' holds $source.validation-key; leave it out");
        }
        if (key.length() > LONGEST_VALIDATION_KEY) {
            throw new InvalidSetting(
                    prefix + "validation-key is too long; allowed: up to " + LONGEST_VALIDATION_KEY + " characters");
        }
        return key.strip();
    }

    private Duration tolerance() {
        String text = keys.get("tolerance");
        if (text == null) {
            return profile.signature().tolerance();
        }
        Duration tolerance = Quantities.tolerance(text);
        if (tolerance == null) {
            throw new InvalidSetting(
                    prefix + "tolerance", text, "a duration such as 30s, 5m or 24h up to 30d, or 0 for no check");
        }
        return tolerance;
    }

    private String queryName() {
        String name = keys.getOrDefault("query-name", DEFAULT_QUERY_NAME);
        if (!PLAIN_IN_URL.matcher(name).matches()) {
            throw new InvalidSetting(prefix + "query-name", name, "letters, digits, '-', '_', '~' and '.'");
        }
        return name;
    }

    /** Nothing that is written in two ways: proxies and platforms rewrite it. */
    private List<String> pathTokens() {
        List<String> tokens = secrets("token", "path");
        if (!tokens.stream().allMatch(token -> PLAIN_IN_URL.matcher(token).matches())) {
            // never the value
            throw new InvalidSetting(
                    prefix + "token cannot be used for auth=path: it is a part of the URL, so it may have"
                            + " letters, digits, '-', '_', '~' and '.', and begin with any of them but '.'");
        }
        return tokens;
    }

    /** The scheme that the given credentials belong to, otherwise the platform's own, otherwise empty. */
    private String scheme() {
        if (keys.containsKey("header-name")) {
            return "header";
        }
        if (keys.containsKey("query-name")) {
            return "query";
        }
        if (keys.containsKey("token")) {
            return profile.defaultAuth() != null && IN_URL.contains(profile.defaultAuth())
                    ? profile.defaultAuth()
                    : "bearer";
        }
        if (keys.containsKey("username") || keys.containsKey("password")) {
            return "basic";
        }
        boolean hasKey = keys.containsKey("secret") || keys.containsKey("topic-arns");
        return hasKey && profile.signature() != null ? "signature" : "";
    }

    private String schemes() {
        return profile.signature() == null ? OTHER_SCHEMES : "signature, " + OTHER_SCHEMES;
    }

    private String required(String key, String auth) {
        String value = keys.getOrDefault(key, "");
        if (value.isBlank()) {
            throw new InvalidSetting(prefix + key + "= is empty; auth=" + auth + " needs it");
        }
        return value;
    }

    private List<String> secrets(String key, String auth) {
        required(key, auth);
        List<String> secrets = list(key);
        if (secrets.isEmpty()) {
            throw new InvalidSetting(prefix + key + "= holds nothing but commas; auth=" + auth + " needs it");
        }
        return secrets;
    }

    private List<String> list(String key) {
        return Arrays.stream(keys.getOrDefault(key, "").split(","))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}

package io.mailbridge.provider;

import io.mailbridge.settings.Quantities;
import io.mailbridge.signature.InvalidParameter;
import io.mailbridge.signature.SignatureScheme;
import io.mailbridge.signature.SignatureSchemes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles the section {@code auth} of a profile: how its platform proves who it is. */
final class AuthReader {
    private static final String SIGNATURE = "signature";
    private static final String ROOTS = "roots";
    private static final String SNS = "sns";
    private static final String TOLERANCE = "tolerance";
    private static final List<String> SCHEMES =
            List.of(SIGNATURE, "basic", "bearer", "header", "query", "path", "none");

    private final YamlSection auth;

    AuthReader(YamlSection root) {
        auth = root.has("auth") ? root.section("auth") : null;
        if (auth != null) {
            auth.allowOnly(List.of("default", SIGNATURE));
        }
    }

    /** The scheme of a source that names none, or null. */
    String defaultScheme() {
        if (auth == null || !auth.has("default")) {
            return null;
        }
        String scheme = auth.oneOf("default", SCHEMES);
        if (scheme.equals(SIGNATURE) && !auth.has(SIGNATURE)) {
            throw auth.invalid(
                    "default", "'default: signature' needs 'signature' beside it, which says how it is made");
        }
        return scheme;
    }

    /** The platform's own scheme, or null. */
    SignatureScheme signature() {
        if (auth == null || !auth.has(SIGNATURE)) {
            return null;
        }
        YamlSection section = auth.section(SIGNATURE);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        section.keys().forEach(key -> parameters.put(key, section.texts(key)));
        String scheme = section.text("scheme");
        if (scheme.equals(SNS)) {
            parameters.computeIfPresent(ROOTS, (key, names) -> roots(section, names));
        }
        parameters.remove("scheme");
        parameters.remove(TOLERANCE);
        try {
            SignatureScheme signature = SignatureSchemes.of(scheme, parameters);
            return section.has(TOLERANCE) ? signature.withTolerance(tolerance(section)) : signature;
        } catch (InvalidParameter e) {
            throw section.invalid(section.has(e.key()) ? e.key() : "scheme", e.getMessage());
        }
    }

    /** Whether the platform publishes a key that requests may be signed with. */
    boolean hasTestKey() {
        return auth != null && auth.has(SIGNATURE) && auth.section(SIGNATURE).has("test-key");
    }

    private static Duration tolerance(YamlSection section) {
        String text = section.text(TOLERANCE);
        Duration tolerance = Quantities.tolerance(text);
        if (tolerance == null) {
            throw section.invalid(
                    TOLERANCE, "'" + text + "' is no duration such as 30s, 5m or 24h up to 30d, or 0 for no check");
        }
        return tolerance;
    }

    /** What a file beside the profile holds; an address stays one. */
    private static List<String> roots(YamlSection section, List<String> names) {
        if (names.size() != 1 || names.get(0).startsWith("https://")) {
            return names;
        }
        String name = names.get(0);
        String text = name.matches("[A-Za-z0-9_-]+\\.pem") ? section.sibling(name) : null;
        if (text == null) {
            throw section.invalid(
                    ROOTS, "'" + name + "' is no PEM file in the folder of the profile, as in roots: platform-ca.pem");
        }
        return List.of(text);
    }
}

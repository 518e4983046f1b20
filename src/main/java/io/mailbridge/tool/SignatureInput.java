package io.mailbridge.tool;

import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.signature.InvalidParameter;
import io.mailbridge.signature.SignatureKeys;
import io.mailbridge.signature.SignedRequest;
import io.mailbridge.signature.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The key of a platform's signature, and the check with it. */
final class SignatureInput {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--secret",
            paramLabel = "KEY",
            description =
                    "Check the signature as a source with this bridge.sources.*.secret does. The argument @FILE is"
                            + " replaced by the arguments in that file, which keeps a key out of the shell's history.")
    private String secret;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "With --secret, the URL that the platform signs, where it signs one (bridge.sources.*.public-url).")
    private String publicUrl;

    /** Says how the check of the signature ended; false where it is not valid. */
    boolean check(Profile profile, Map<String, String> headers, byte[] body, Instant at) {
        if (secret == null) {
            return true;
        }
        if (profile.signature() == null) {
            throw new ParameterException(
                    spec.commandLine(), "--secret: the platform of the profile '" + profile.name() + "' signs nothing");
        }
        Verdict verdict = verdict(profile, headers, body, at);
        if (verdict.kind() == Verdict.Kind.TEST
                && profile.isSetupMessageOnly(body, new Origin("try", Instant.EPOCH, false, headers::get))) {
            spec.commandLine().getErr().println("signature: valid for a set-up message, by the platform's test key");
            return true;
        }
        spec.commandLine()
                .getErr()
                .println("signature: "
                        + (verdict.isValid()
                                ? "valid" + (at == null ? ", whatever its age; --received-at goes by a time" : "")
                                : "not valid, " + verdict.reason()));
        return verdict.isValid();
    }

    private Verdict verdict(Profile profile, Map<String, String> headers, byte[] body, Instant at) {
        List<String> secrets = Arrays.stream(secret.split(","))
                .map(String::trim)
                .filter(key -> !key.isEmpty())
                .toList();
        SignatureKeys keys = new SignatureKeys(
                secrets,
                at == null ? Duration.ZERO : profile.signature().tolerance(),
                publicUrl,
                List.of(),
                at == null ? Clock.systemUTC() : Clock.fixed(at, ZoneOffset.UTC),
                url -> {
                    throw new IOException("Nothing is fetched");
                });
        try {
            return profile.signature().verifier(keys).verify(new SignedRequest() {
                @Override
                public String header(String name) {
                    return headers.get(name);
                }

                @Override
                public byte[] body() {
                    return body;
                }
            });
        } catch (InvalidParameter e) {
            // never the value: it may be the secret
            throw new ParameterException(spec.commandLine(), "--" + e.key() + ": " + e.getMessage());
        }
    }
}

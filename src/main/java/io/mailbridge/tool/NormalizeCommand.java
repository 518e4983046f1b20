package io.mailbridge.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.EmailEvent;
import io.mailbridge.event.EventLimits;
import io.mailbridge.event.EventWriter;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.provider.Normalized;
import io.mailbridge.provider.Origin;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import io.mailbridge.provider.Rejection;
import io.mailbridge.provider.Reply;
import io.mailbridge.provider.SetupMessage;
import io.mailbridge.provider.UnreadableBody;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what a payload would become, or why it would be rejected. */
@Command(
        name = "normalize",
        description = "Prints the events that a request's body would become, each as one line of JSON: the value of its"
                + " Kafka record.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of the body became events, or is a set-up message",
            "1:an event was rejected, the body could not be read, or the signature is not valid; the reason is on standard error",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar mailbridge.jar normalize --provider mailgun < body.json",
            "  java -jar mailbridge.jar normalize -p resend --header svix-id=msg_1 --pretty -f body.json",
            "  java -jar mailbridge.jar normalize -p mailersend --secret KEY --header 'Signature: 1f2e' < body.json",
            "  java -jar mailbridge.jar normalize -p generic --set fields.recipient=data.user.email < body.json"
        })
final class NormalizeCommand implements Callable<Integer> {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private final Supplier<Profiles> profiles;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final BodyInput body;

    @Mixin
    private final SignatureInput signature = new SignatureInput();

    @Option(
            names = {"-p", "--provider"},
            required = true,
            paramLabel = "NAME",
            description = "Profile of the platform; 'providers' lists them.")
    private String provider;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Name of the source in the events; the provider's unless given.")
    private String source;

    @Option(
            names = "--header",
            paramLabel = "HEADER",
            converter = RequestHeader.Converter.class,
            description =
                    "A header of the request, 'Name: value' or Name=value; some platforms give an event's id there,"
                            + " and most their signature.")
    private List<RequestHeader> headers = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A key of the source, for profiles that take fields.* and types.*, such as generic.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--received-at",
            paramLabel = "TIME",
            description = "Time of receipt in ISO 8601, such as 2026-01-06T10:00:00Z; now unless given.")
    private Instant receivedAt;

    @Option(names = "--include-raw", description = "Add the platform's own JSON, as bridge.event.include-raw does.")
    private boolean includeRaw;

    @Option(names = "--pretty", description = "Print each event over several lines.")
    private boolean pretty;

    NormalizeCommand(Supplier<Profiles> profiles, InputStream in) {
        this.profiles = profiles;
        this.body = new BodyInput(in);
    }

    @Override
    public Integer call() throws IOException {
        Profile profile = profile();
        if (receivedAt != null && (receivedAt.isBefore(EARLIEST) || !receivedAt.isBefore(TOO_LATE))) {
            throw new ParameterException(spec.commandLine(), "--received-at takes the years 1 to 9999");
        }
        byte[] bytes = body.read();
        boolean genuine = signature.check(profile, RequestHeader.byName(headers), bytes, receivedAt);
        int status = print(profile, bytes);
        return genuine ? status : CommandLine.ExitCode.SOFTWARE;
    }

    private int print(Profile profile, byte[] bytes) throws IOException {
        try {
            JsonNode json = JsonCodec.mapper().readTree(profile.json(bytes));
            Normalized normalized = profile.normalize(json, origin());
            int status = print(normalized);
            Reply reply = profile.reply(normalized, json, origin());
            if (reply != null) {
                spec.commandLine().getErr().println("the answer holds " + reply.members());
            }
            return status;
        } catch (UnreadableBody | JsonProcessingException | CharConversionException e) {
            return reject(Rejection.unreadable(e, bytes));
        }
    }

    private Profile profile() {
        Profiles known = profiles.get();
        Profile profile = known.find(provider);
        if (profile == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no profile '" + provider + "'; there are "
                            + String.join(", ", new TreeSet<>(known.names())));
        }
        try {
            return profile.withSettings(settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--set " + e.getMessage());
        }
    }

    private Origin origin() {
        return new Origin(
                source == null ? provider : source,
                receivedAt == null ? Instant.now() : receivedAt,
                includeRaw,
                RequestHeader.byName(headers)::get);
    }

    private int print(Normalized normalized) {
        PrintWriter out = spec.commandLine().getOut();
        EventWriter writer = new EventWriter();
        int status = CommandLine.ExitCode.OK;
        for (EmailEvent event : normalized.events()) {
            String fault = EventLimits.fault(event);
            if (fault == null) {
                byte[] value = pretty ? writer.writePretty(event) : writer.write(event);
                out.println(new String(value, StandardCharsets.UTF_8));
            } else {
                status = reject(Rejection.invalidEvent(fault, new byte[0]));
            }
        }
        for (SetupMessage message : normalized.setupMessages()) {
            spec.commandLine()
                    .getErr()
                    .println("set-up message '" + message.kind().name() + "': answered, not published");
        }
        for (Rejection rejection : normalized.rejected()) {
            status = reject(rejection);
        }
        return status;
    }

    private int reject(Rejection rejection) {
        spec.commandLine().getErr().println("rejected: " + rejection.reason() + ": " + rejection.detail());
        return CommandLine.ExitCode.SOFTWARE;
    }
}

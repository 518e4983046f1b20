package io.mailbridge.tool;

import io.mailbridge.event.EventType;
import io.mailbridge.reading.EventFilter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which events a command is about. */
final class EventFilterOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--source", paramLabel = "NAME", split = ",", description = "Only of these sources.")
    private List<String> sources = List.of();

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            split = ",",
            description = "Only of these platforms, such as sendgrid; 'providers' lists them.")
    private List<String> platforms = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only of these types, such as bounced,complained.")
    private List<String> types = List.of();

    @Option(names = "--recipient", paramLabel = "TEXT", description = "Only where the recipient contains this.")
    private String recipient;

    @Option(
            names = "--campaign",
            paramLabel = "TEXT",
            description = "Only where the campaign's name or id contains this.")
    private String campaign;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Only where the event's JSON contains this, in whatever case.")
    private String text;

    /** @throws ParameterException where a type is unknown */
    EventFilter filter() {
        requireKnown(types, spec);
        return new EventFilter(sources, platforms, types, recipient, campaign, text);
    }

    /** @throws ParameterException where a type is unknown: nothing would be found */
    static void requireKnown(List<String> types, CommandSpec spec) {
        for (String type : types) {
            if (EventType.ofWireName(type).isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no type '" + type + "'; there are "
                                + Arrays.stream(EventType.values())
                                        .map(EventType::wireName)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}

package io.mailbridge.tool;

import io.mailbridge.refused.RefusedFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which of what was refused a command is for. */
final class FilterOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private TimeWindowOptions window;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            split = ",",
            description = "Only of this reason; several with commas.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            split = ",",
            description = "Only of this source, NAME in /webhooks/NAME.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            split = ",",
            description = "Only of this profile, such as sendgrid.")
    private List<String> providers = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only events of this common type, such as bounced. A dead letter has none.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Only with this text in the payload, in whatever case.")
    private String text;

    /** @throws picocli.CommandLine.ParameterException where a type is unknown */
    RefusedFilter filter() {
        EventFilterOptions.requireKnown(types, spec);
        return new RefusedFilter(
                List.of(), reasons, sources, providers, types, window.window(Instant.now(), null), text);
    }
}

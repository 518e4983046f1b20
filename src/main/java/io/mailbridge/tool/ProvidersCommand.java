package io.mailbridge.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mailbridge.provider.Profile;
import io.mailbridge.provider.Profiles;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the profiles there are. */
@Command(
        name = "providers",
        description = "Lists the profiles: name, credentials unless a source says otherwise, platform.",
        mixinStandardHelpOptions = true)
final class ProvidersCommand implements Runnable {
    private final Supplier<Profiles> profiles;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; text unless given.")
    private Format format = Format.text;

    ProvidersCommand(Supplier<Profiles> profiles) {
        this.profiles = profiles;
    }

    @Override
    public void run() {
        Profiles known = profiles.get();
        List<Profile> all =
                new TreeSet<>(known.names()).stream().map(known::find).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.println(json(all).toPrettyString());
        } else {
            int longest = all.stream()
                    .mapToInt(profile -> profile.name().length())
                    .max()
                    .orElse(0);
            for (Profile profile : all) {
                out.printf(
                        "%-" + longest + "s  %-9s  %s%n", profile.name(), credentials(profile), profile.description());
            }
        }
    }

    private static ArrayNode json(List<Profile> all) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Profile profile : all) {
            list.addObject()
                    .put("name", profile.name())
                    .put("description", profile.description())
                    .put("auth", profile.defaultAuth())
                    .put(
                            "signature",
                            profile.signature() == null
                                    ? null
                                    : profile.signature().name())
                    .put("overload_status", profile.answers().overload())
                    .put("time_limit", profile.answers().timeLimit())
                    .putPOJO("content_types", profile.contentTypes());
        }
        return list;
    }

    private static String credentials(Profile profile) {
        return profile.defaultAuth() == null ? "-" : profile.defaultAuth();
    }

    /** Named as they are typed. */
    enum Format {
        text,
        json
    }
}

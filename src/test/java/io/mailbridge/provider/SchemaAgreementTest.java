package io.mailbridge.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reader of profiles and the schema of editors know the same keys and values. Neither list is copied: profiles that
 * have every key are changed in each place, and both are asked.
 */
class SchemaAgreementTest {
    private static final JsonNode NO_VALUE = TextNode.valueOf("no such value");
    private static final Pattern ALLOWED = Pattern.compile("; allowed(?: here)?: (.*?)(?:; did you mean .*)?$");
    private static final List<JsonNode> ODD = Stream.of(
                    "no such value", "a..b", "$x.y", "''", "[]", "['']", "[[a]]", "{}", "{a: b}")
            .map(ProfileSchema::tree)
            .toList();

    private final List<ProfileExample> examples = ProfileExample.all();

    @Test
    void shouldHaveAnExampleOfEveryKey() {
        Set<String> used = new TreeSet<>();
        for (ProfileExample example : examples) {
            JsonNode profile = example.profile();
            assertThat(ProfileSchema.refusal(profile)).as(example.name()).isNull();
            assertThat(ProfileSchema.complaints(profile)).as(example.name()).isEmpty();
            JsonPlaces.ofObjects(profile)
                    .forEach(place -> profile.at(place).fieldNames().forEachRemaining(used::add));
        }

        assertThat(used).containsAll(ProfileSchema.keys());
    }

    @Test
    void shouldKnowTheSameKeysInEveryPlace() {
        Set<String> candidates = new TreeSet<>(ProfileSchema.keys());
        candidates.addAll(keysOfReader());
        List<String> differences = new ArrayList<>();
        for (ProfileExample example : examples) {
            for (JsonPointer place : example.objects()) {
                Set<String> unknown = unknownToSchema(example.profile(), place, candidates);
                for (String key : candidates) {
                    if (!example.profile().at(place).has(key)
                            && unknown.contains(key) != isUnknownToReader(example.profile(), place, key)) {
                        differences.add(example.name() + place + " " + key + ": unknown to the "
                                + (unknown.contains(key) ? "schema" : "reader"));
                    }
                }
            }
        }
        assertThat(differences).allMatch(SchemaDifferences::isKnown);
    }

    @Test
    void shouldAllowTheSameNames() {
        List<String> differences = new ArrayList<>();
        for (ProfileExample example : examples) {
            for (JsonPointer place : example.places()) {
                JsonNode changed = JsonPlaces.with(example.profile(), place, NO_VALUE);
                Set<String> reader = allowed(ProfileSchema.refusal(changed));
                Set<String> schema = ProfileSchema.complaints(changed).stream()
                        .flatMap(SchemaAgreementTest::allowed)
                        .collect(Collectors.toCollection(TreeSet::new));
                if (!reader.equals(schema)) {
                    differences.add(example.name() + place + ": reader " + reader + ", schema " + schema);
                }
            }
        }
        assertThat(differences).allMatch(SchemaDifferences::isKnown);
    }

    @Test
    void shouldJudgeEveryChangeAlike() {
        List<String> differences = new ArrayList<>();
        for (ProfileExample example : examples) {
            for (JsonPointer place : example.places()) {
                compare(
                        example.name() + place + " left out",
                        JsonPlaces.without(example.profile(), place),
                        differences);
                for (JsonNode odd : ODD) {
                    compare(
                            example.name() + place + " = " + odd,
                            JsonPlaces.with(example.profile(), place, odd),
                            differences);
                }
            }
        }
        assertThat(differences).allMatch(SchemaDifferences::isKnown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a b.c-d",
                "a.0.*",
                "*",
                ".a",
                "a.",
                "a..b",
                "a. .b",
                "$envelope",
                "$envelope.a",
                "$recipient",
                "$header",
                "$header.a",
                "$header.a.b",
                "$source.a",
                "$a",
                "a.$b",
                "a | json",
                "a |json",
                "a| json",
                " | json",
                "a | nothing",
                "a | json | after x",
                "a | after",
                "a | after (",
                "a | split ,",
                "a | between < >",
                "a | between <",
                "a | named X",
                "a | address",
                "a | addresses",
                "a | address x",
                "a | as b",
                "$outer.a",
                "$outer",
                "'a.b'",
                "'a.b'.'$c'",
                "a.'b'.0",
                "'a",
                "a'b",
                "''",
                "'a'b",
                "'a | b' | json"
            })
    void shouldJudgePathsAlike(String path) {
        List<String> differences = new ArrayList<>();
        ProfileExample example = examples.get(0);
        compare(
                path,
                JsonPlaces.with(example.profile(), JsonPointer.compile("/fields/subject"), TextNode.valueOf(path)),
                differences);
        assertThat(differences).isEmpty();
    }

    private static void compare(String what, JsonNode changed, List<String> differences) {
        String reader = ProfileSchema.refusal(changed);
        Set<ValidationMessage> schema = ProfileSchema.complaints(changed);
        if ((reader == null) != schema.isEmpty()) {
            differences.add(what
                    + (reader == null ? ": refused by the schema, " + schema : ": refused by the reader, " + reader));
        }
    }

    private static boolean isUnknownToReader(JsonNode profile, JsonPointer place, String key) {
        String refusal = ProfileSchema.refusal(JsonPlaces.with(profile, place.appendProperty(key), NO_VALUE));
        return refusal != null
                && (refusal.startsWith("unknown key '" + key + "'")
                        || refusal.equals("the scheme has no parameter '" + key + "'"));
    }

    private static Set<String> unknownToSchema(JsonNode profile, JsonPointer place, Set<String> candidates) {
        JsonNode changed = profile.deepCopy();
        ObjectNode object = (ObjectNode) changed.at(place);
        candidates.stream().filter(key -> !object.has(key)).forEach(key -> object.set(key, NO_VALUE));
        return ProfileSchema.complaints(changed).stream()
                .filter(complaint -> complaint.getType().equals("additionalProperties"))
                .map(ValidationMessage::getProperty)
                .collect(Collectors.toSet());
    }

    /** What the reader says that it allows instead; none where it does not say. */
    private static Set<String> allowed(String refusal) {
        Matcher allowed = ALLOWED.matcher(refusal == null ? "" : refusal);
        return allowed.find() ? new TreeSet<>(List.of(allowed.group(1).split(", "))) : Set.of();
    }

    private static Stream<String> allowed(ValidationMessage complaint) {
        JsonNode wanted = complaint.getSchemaNode();
        if (complaint.getType().equals("enum")) {
            return StreamSupport.stream(wanted.spliterator(), false).map(JsonNode::asText);
        }
        return complaint.getType().equals("type") && wanted.asText().equals("boolean")
                ? Stream.of("true", "false")
                : Stream.of();
    }

    /** All keys that the reader allows somewhere, and all parameters that a scheme asks for. */
    private Set<String> keysOfReader() {
        Set<String> keys = new TreeSet<>();
        for (ProfileExample example : examples) {
            for (JsonPointer place : example.objects()) {
                if (isUnknownToReader(example.profile(), place, "no-such-key")) {
                    keys.addAll(allowed(ProfileSchema.refusal(
                            JsonPlaces.with(example.profile(), place.appendProperty("no-such-key"), NO_VALUE))));
                }
            }
            keys.addAll(AskedParameters.of(example.profile().at("/auth/signature")));
        }
        return keys;
    }
}

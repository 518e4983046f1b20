package io.mailbridge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Forms out of the names and values that platforms use, with brackets of any kind, encoded rightly or not at all. */
final class AnyForm {
    private static final int MOST_FIELDS = 12;

    private AnyForm() {}

    static Arbitrary<String> forms() {
        return field().list().ofMaxSize(MOST_FIELDS).map(fields -> String.join("&", fields));
    }

    private static Arbitrary<String> field() {
        Set<String> names = new TreeSet<>(Set.of("", "a.b", "mandrill_events"));
        Set<String> values = new TreeSet<>();
        FuzzedRequest.captured().forEach(request -> collect(request, names, values));
        Arbitrary<String> brackets = Arbitraries.of(
                "", "", "", "[]", "[0]", "[1]", "[17]", "[a]", "[a][b]", "[][a]", "[", "]", "[[", "[a]b");
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(values)),
                Tuple.of(1, Arbitraries.integers().between(0, 100).map(number -> HostileValues.of(number)
                        .asText())));
        return Combinators.combine(
                        Arbitraries.of(names),
                        brackets,
                        value,
                        Arbitraries.integers().between(0, 9))
                .as((name, bracket, text, how) -> switch (how) {
                    case 0 -> name + bracket + "=" + text;
                    case 1 -> encoded(name + bracket);
                    case 2 -> name + bracket + "=" + encoded(text) + "%";
                    default -> encoded(name) + bracket + "=" + encoded(text);
                });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, Set<String> names, Set<String> values) {
        node.fieldNames().forEachRemaining(names::add);
        if (node.isTextual()) {
            values.add(node.textValue());
        }
        node.forEach(child -> collect(child, names, values));
    }
}

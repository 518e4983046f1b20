package io.mailbridge.provider;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.mailbridge.event.JsonCodec;
import io.mailbridge.support.CapturedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.opentest4j.TestAbortedException;

/** A captured request with some edits, for a profile that may be another platform's. */
record FuzzedRequest(String profile, String payload, List<JsonEdit> edits) {
    private static final Path SENDERS = Path.of("src/test/resources/senders");
    private static final List<String> PAYLOADS = payloads();
    private static final int MOST_EDITS = 6;

    /** Nine in ten are of the profile's own platform, where it has payloads. */
    static Arbitrary<FuzzedRequest> any() {
        Arbitrary<String> profiles = Arbitraries.of(Normalizing.profiles());
        return profiles.flatMap(profile -> Combinators.combine(
                        payloadsFor(profile), anyEdit().list().ofMaxSize(MOST_EDITS))
                .as((payload, edits) -> new FuzzedRequest(profile, payload, edits)));
    }

    /** The body as it would be parsed, null for none. */
    JsonNode body() {
        return reread(JsonEdit.apply(read(payload), edits));
    }

    /** Goes through bytes, so that only trees are tried that a request can hold. */
    static JsonNode reread(JsonNode tree) {
        try {
            // half a surrogate pair can only be sent escaped
            byte[] bytes = JsonCodec.mapper()
                    .writer()
                    .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsBytes(tree);
            return tree.isMissingNode() ? null : JsonCodec.mapper().readTree(bytes);
        } catch (StreamConstraintsException e) {
            // an edit within an edit may nest deeper than any request: the parser refuses that (HostileBodiesTest)
            throw new TestAbortedException("no request holds this tree", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All captured requests. */
    static List<JsonNode> captured() {
        return PAYLOADS.stream().map(FuzzedRequest::read).toList();
    }

    private static Arbitrary<JsonEdit> anyEdit() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(1, Arbitraries.just(JsonEdit.Kind.REPLACE)),
                                Tuple.of(1, Arbitraries.of(JsonEdit.Kind.class))),
                        Arbitraries.integers().between(0, 300).withoutEdgeCases(),
                        Arbitraries.integers().between(0, 100).withoutEdgeCases())
                .as(JsonEdit::new);
    }

    private static Arbitrary<String> payloadsFor(String profile) {
        List<String> own =
                PAYLOADS.stream().filter(file -> file.startsWith(profile)).toList();
        Arbitrary<String> all = Arbitraries.of(PAYLOADS);
        return own.isEmpty() ? all : Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(own)), Tuple.of(1, all));
    }

    private static List<String> payloads() {
        try (Stream<Path> folders = Files.list(SENDERS)) {
            return folders.filter(Files::isDirectory)
                    .flatMap(folder ->
                            Arrays.stream(folder.toFile().list()).map(file -> folder.getFileName() + "/" + file))
                    .filter(FuzzedRequest::holdsJson)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Probes hold nothing. */
    private static boolean holdsJson(String payload) {
        return Normalizing.profiles().contains(CapturedRequest.profile(payload))
                && SENDERS.resolve(payload).toFile().length() > 0;
    }

    /** A form as the tree that its profile makes of it. */
    private static JsonNode read(String payload) {
        try {
            Profile profile = Normalizing.profile(CapturedRequest.profile(payload));
            return JsonCodec.mapper().readTree(profile.json(Files.readAllBytes(SENDERS.resolve(payload))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

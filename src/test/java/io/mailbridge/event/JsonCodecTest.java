package io.mailbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740993", "0.10", "123456789012345678901234567890.123", "{\"a\":[1.0,null,true]}"})
    void shouldWriteWhatItRead(String json) throws Exception {
        assertThat(new String(JsonCodec.write(JsonCodec.mapper().readTree(json)), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @Test
    void shouldRefuseTenThousandLevels() {
        String nested = "[".repeat(10_000) + "]".repeat(10_000);

        assertThatThrownBy(() -> JsonCodec.mapper().readTree(nested)).isInstanceOf(JsonProcessingException.class);
    }

    /** A body of 5 MB may hold 1.7 million empty objects, 140 MB of nodes. */
    @Test
    void shouldRefuseMoreThanAMillionTokens() throws Exception {
        int limit = JsonCodec.MAX_TOKENS;

        assertThat(JsonCodec.mapper().readTree("[" + "1,".repeat(limit - 3) + "1]"))
                .hasSize(limit - 2);
        assertThatThrownBy(() -> JsonCodec.mapper().readTree("[" + "1,".repeat(limit - 2) + "1]"))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "[1e-99999999999]", "{\"a\":{\"b\":1E99999999999}}"})
    void shouldRefuseExponentsThatNoNumberCanHave(String json) {
        assertThatThrownBy(() -> JsonCodec.mapper().readTree(json))
                .isInstanceOf(StreamConstraintsException.class)
                .hasNoCause()
                .hasMessageNotContaining("99");
        assertThatThrownBy(() -> JsonCodec.mapper().readValue(json, JsonNode.class))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void shouldReadNullAndNothing() throws Exception {
        assertThat(JsonCodec.mapper().readValue("null", JsonNode.class)).isEqualTo(NullNode.getInstance());
        assertThat(JsonCodec.mapper().readTree("").isMissingNode()).isTrue();
    }

    @Test
    void shouldRefuseASecondDocument() {
        assertThatThrownBy(() -> JsonCodec.mapper().readTree("[] []")).isInstanceOf(JsonProcessingException.class);
    }
}

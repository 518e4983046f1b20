package io.mailbridge.routes;

import static io.mailbridge.routes.WebhookRoutes.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.support.Macs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receive-webhook takes from whoever signs with the key that a platform publishes for tests. */
class PublishedKeyRouteTest {
    private final List<List<OutboundRecord>> published = new ArrayList<>();
    private WebhookRoutes routes;

    @BeforeEach
    void startRoutes() throws Exception {
        routes = new WebhookRoutes(new SimpleMeterRegistry(), exchange -> published.add(Records.of(exchange)));
        routes.start();
    }

    @AfterEach
    void stopRoutes() {
        routes.close();
    }

    /** MailerSend's portal saves a webhook only if this is answered 200, and signs it with a key that everybody knows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'webhook.test','data':{}}                                       | 200",
                "{'type':'activity.sent','data':{'id':'1'}}                              | 401",
                "{'type':'webhook.test','type':'activity.sent','data':{'id':'1'}}        | 401",
                "{'type':'activity.sent','type':'webhook.test','data':{'id':'1'}}        | 401",
                "{'type':'activity.sent','\\u0074ype':'webhook.test'}                    | 401",
                "{'type':'webhook.test','data':{'a':1,'a':2}}                            | 401",
                "[{'type':'webhook.test'},{'type':'activity.sent','data':{'id':'1'}}]    | 401",
                "[{'type':'webhook.test'}]                                               | 401",
                "{'type':'webhook.test'}{'type':'activity.sent','data':{'id':'1'}}       | 401",
                "{'Type':'webhook.test'}                                                 | 401",
                "{'type':['webhook.test','activity.sent']}                               | 401",
                "{}                                                                      | 401",
                "null                                                                    | 401",
                "nonsense                                                                | 401",
            })
    void shouldTakeASetupMessageButNoEventWithTheTestKey(String body, int status) {
        String json = body.replace('\'', '"');

        Exchange exchange =
                routes.post("signed", json, "Signature", mac("test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G", json));

        assertThat(status(exchange)).isEqualTo(status);
        assertThat(published).isEmpty();
        assertThat(status(routes.post("signed", json, "Signature", mac("test_other", json))))
                .isEqualTo(401);
    }

    @Test
    void shouldTakeNoLargeBodyWithTheTestKey() {
        String json = "{\"type\":\"webhook.test\",\"x\":\"" + "x".repeat(4096) + "\"}";

        assertThat(status(routes.post("signed", json, "Signature", mac("test_Am3L1GuOIc4blLUuHqAPxxwkZaJyEk8G", json))))
                .isEqualTo(401);
        assertThat(status(routes.post("signed", json, "Signature", mac("s3cret", json))))
                .isEqualTo(200);
    }

    private static String mac(String key, String body) {
        return Macs.hex("HmacSHA256", key, body);
    }
}

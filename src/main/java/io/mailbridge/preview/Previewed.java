package io.mailbridge.preview;

import io.mailbridge.event.OutboundRecord;
import io.mailbridge.webhook.PreviewedAnswer;
import java.util.List;

/**
 * What would have happened.
 *
 * @param provider the source's profile
 * @param published what Kafka would have acknowledged, dead letters included
 * @param buffered what would wait in the buffer
 * @param skipped calls of other systems that were left out
 * @param logged what log steps said
 */
public record Previewed(
        String provider,
        PreviewedCredentials credentials,
        PreviewedAnswer answer,
        List<OutboundRecord> published,
        List<OutboundRecord> buffered,
        List<Skipped> skipped,
        List<Logged> logged) {

    /** True where it is answered 2xx and nothing of it is a dead letter. */
    public boolean isClean() {
        return answer.isSuccess()
                && published.stream().noneMatch(record -> record.tag().isDeadLetter())
                && buffered.stream().noneMatch(record -> record.tag().isDeadLetter());
    }
}

package io.mailbridge.publish;

import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Takes away the bridge's right to write to a topic. */
public final class TopicRights {
    /** Settings of a broker that creates no topics and checks rights; anybody may write to a topic without a rule. */
    static final Map<String, String> CHECKED = Map.of(
            "auto.create.topics.enable", "false",
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users", "User:admin",
            "allow.everyone.if.no.acl.found", "true");

    private TopicRights() {}

    /** The rule that another user may write, and therefore nobody else. */
    public static AclBinding othersOnly(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:other", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }
}

package io.mailbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedDescriptionsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        context.getCamelContextExtension().setManagementMBeanAssembler(new SharedDescriptions(context));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").routeId("one").log("1");
                from("direct:two").routeId("two").log("2");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldDescribeRoutesOnceAndKeepTheirValuesApart() throws Exception {
        MBeanInfo one = server().getMBeanInfo(route("one"));
        MBeanInfo two = server().getMBeanInfo(route("two"));

        assertThat(two.getOperations()[0]).isSameAs(one.getOperations()[0]);
        assertThat(two.getAttributes()[0]).isSameAs(one.getAttributes()[0]);
        assertThat(server().getAttribute(route("one"), "EndpointUri")).isEqualTo("direct://one");
        assertThat(server().getAttribute(route("two"), "EndpointUri")).isEqualTo("direct://two");
    }

    @Test
    void shouldActOnOneOfThem() throws Exception {
        server().invoke(route("one"), "stop", new Object[0], new String[0]);

        assertThat(server().getAttribute(route("one"), "State")).isEqualTo("Stopped");
        assertThat(server().getAttribute(route("two"), "State")).isEqualTo("Started");
    }

    @Test
    void shouldMixInWhatAnotherClassDescribes() throws Exception {
        context.addComponent("counted", new Counted());

        ObjectName name = server().queryNames(
                        new ObjectName("org.apache.camel:type=components,name=\"counted\",*"), null)
                .iterator()
                .next();
        assertThat(server().getAttribute(name, "Count")).isEqualTo(7);
        assertThat(server().getAttribute(name, "ComponentName")).isEqualTo("counted");
    }

    private MBeanServer server() {
        return context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private ObjectName route(String id) throws Exception {
        return List.copyOf(server().queryNames(
                                new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                        + ",type=routes,name=\"" + id + "\""),
                                null))
                .get(0);
    }

    /** A component with an MBean of its own. */
    @ManagedResource
    public static final class Counted extends DefaultComponent {
        @ManagedAttribute
        public int getCount() {
            return 7;
        }

        @Override
        protected org.apache.camel.Endpoint createEndpoint(
                String uri, String remaining, java.util.Map<String, Object> parameters) {
            throw new UnsupportedOperationException();
        }
    }
}

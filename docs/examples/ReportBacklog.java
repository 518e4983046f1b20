import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * A route in the Java DSL: says once a minute how many events wait in the buffer, as long as some do. Copy this file
 * into routes/ and start the bridge again; it is compiled at the start, so the bridge must run on a JDK.
 */
public class ReportBacklog extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:report-backlog?period={{report-backlog.period:60000}}")
                .routeId("report-backlog")
                .routeConfigurationId("wait-for-the-buffer")
                .to("sql:select count(*) from buffered_event?dataSource=#bufferDataSource&outputType=SelectOne")
                .filter(simple("${body} > 0"))
                .log(LoggingLevel.WARN, "report-backlog", "${body} events wait in the buffer");
    }
}

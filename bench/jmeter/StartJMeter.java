/** JMeter without its launcher, which looks for a JMeter that was installed; arguments as for jmeter. */
public final class StartJMeter {
    private StartJMeter() {}

    public static void main(String[] args) {
        new org.apache.jmeter.JMeter().start(args);
    }
}

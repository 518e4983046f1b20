package io.mailbridge.soak;

/** A fault's time, in seconds since the soak began. */
record Span(String what, Kind kind, double from, double to) {
    /** What was at fault. */
    enum Kind {
        KAFKA("Kafka", "#fde0c5"),
        POSTGRES("PostgreSQL", "#cfe3f5"),
        BRIDGE("the other bridge", "#dcdcdc");

        private final String title;
        private final String colour;

        Kind(String title, String colour) {
            this.title = title;
            this.colour = colour;
        }

        String title() {
            return title;
        }

        String colour() {
            return colour;
        }
    }
}

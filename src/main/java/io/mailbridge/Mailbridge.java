package io.mailbridge;

/** Entry point. */
public final class Mailbridge {
    private Mailbridge() {}

    public static void main(String[] args) {
        System.out.println("mailbridge");
    }
}

package io.mailbridge.faults;

import java.util.Collections;
import java.util.Comparator;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/** Runs the faults of a class in a random order that {@code -Dseed=} replays. */
public final class SeededOrder implements MethodOrderer {
    static final long SEED = Long.getLong("seed", System.nanoTime() & 0xffff);

    static {
        System.out.println("Faults in the order of -Dseed=" + SEED);
    }

    @Override
    public void orderMethods(MethodOrdererContext context) {
        context.getMethodDescriptors().sort(Comparator.comparing((MethodDescriptor method) -> method.getMethod()
                .getName()));
        // not the orderer of that name
        Collections.shuffle(context.getMethodDescriptors(), new java.util.Random(SEED));
    }
}

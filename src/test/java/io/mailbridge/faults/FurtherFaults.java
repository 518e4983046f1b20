package io.mailbridge.faults;

import io.mailbridge.publish.TopicRights;
import io.mailbridge.support.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;

/** Faults of the database and of a topic, which the long sequence mixes with those of brokers: one of both takes events. */
final class FurtherFaults {
    private static final AclBinding OTHERS_ONLY = TopicRights.othersOnly(FaultRig.TOPIC);

    private final FaultRig rig;
    private final PostgresServer postgres;
    private Connection locking;

    FurtherFaults(FaultRig rig) {
        this.rig = rig;
        postgres = rig.postgres();
    }

    List<Runnable> all() {
        return List.of(
                () -> rig.run("database killed", 3, postgres::kill, postgres::start),
                () -> rig.run("database frozen", 6, postgres::freeze, postgres::thaw),
                () -> rig.run("database restarted", 1, postgres::restart, () -> {}),
                () -> rig.run("tables locked", 6, this::lock, this::unlock),
                () -> rig.run("topic denied", 3, this::deny, this::allow),
                () -> rig.run("too few replicas", 3, this::demandAllReplicas, this::bringAllReplicas));
    }

    /** Whatever a failed one has left. */
    void heal() {
        postgres.thaw();
        postgres.start();
        unlock();
        minimum(2);
    }

    private void lock() {
        try {
            locking = postgres.database().connect();
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table buffered_event, parked_event in access exclusive mode");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unlock() {
        try {
            if (locking != null) {
                locking.close();
                locking = null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deny() {
        rig.kafka().brokers().get(0).withAdmin(admin -> admin.createAcls(List.of(OTHERS_ONLY))
                .all());
    }

    private void allow() {
        rig.kafka().brokers().get(0).withAdmin(admin -> admin.deleteAcls(List.of(OTHERS_ONLY.toFilter()))
                .all());
    }

    /** Kafka caps the minimum at the number of replicas, so one of them has to be missing. */
    private void demandAllReplicas() {
        minimum(3);
        rig.kafka().brokers().get(2).kill();
    }

    private void bringAllReplicas() {
        rig.kafka().brokers().get(2).start();
        minimum(2);
    }

    private void minimum(int replicas) {
        rig.kafka().topics().configure(FaultRig.TOPIC, Map.of("min.insync.replicas", Integer.toString(replicas)));
    }
}

package io.mailbridge.http;

import io.netty.channel.Channel;

/**
 * What one connection is doing, and since which round of the patrol. Its event loop writes; the patrol reads, and has
 * the event loop check again what it finds.
 */
final class Connection implements Patrol.Watched {
    /** Requests read ahead of their answers; nobody but load tools sends more. */
    private static final int MOST_UNANSWERED = 32;

    private final Server all;
    private final ConnectionCount ofPeer;
    private final Channel channel;
    private final ServerLimits limits;
    private final ReadAhead ahead;
    private Runnable goOn;
    /** Rounds in which something began, 0 where it is not under way. */
    private int head;

    private int body;
    private int idle;
    private long turn;
    private int unread;
    private int unanswered;
    private boolean waiting;
    private boolean underWay;
    private boolean known;
    /** Of HTTP/2: whether one of them has a request under way is not known here. */
    private boolean hasStreams;

    /** What its connections share. */
    interface Server {
        /** Of the patrol: the clock of the connections. */
        int round();

        /** A number that grows. */
        long nextTurn();

        void noteClosed(String reason);

        /** One more of this peer has a request under way, or one less. */
        void underWay(ConnectionCount ofPeer, int change);

        /** It was to be replaced and has a request under way. */
        void stays(Connection connection);
    }

    Connection(Server all, ConnectionCount ofPeer, ReadAhead ahead, Channel channel, ServerLimits limits) {
        this.all = all;
        this.ofPeer = ofPeer;
        this.ahead = ahead;
        this.channel = channel;
        this.limits = limits;
        // the first request has to come as soon as any other has to be complete: silent sockets are the cheapest attack
        this.head = all.round();
        this.turn = all.nextTurn();
    }

    /** @param resume reads on; called by the event loop */
    void onGoOn(Runnable resume) {
        goOn = resume;
    }

    /**
     * Whether more may be decoded now; if not, decoding resumes by itself when answers have been sent and read.
     *
     * @param holds true after {@link #hold}
     */
    boolean mayDecode(boolean holds) {
        boolean hasRoom = unanswered == 0 || !ahead.isFull() && unanswered < MOST_UNANSWERED;
        boolean may = !holds && (body != 0 || hasRoom && channel.isWritable());
        if (may) {
            waiting = false;
        } else {
            hold();
        }
        return may;
    }

    /** True while bytes are left in the kernel, so that the sender notices. */
    boolean isWaiting() {
        return waiting;
    }

    /** A part of a head has come. */
    void headPart() {
        if (head == 0) {
            head = all.round();
        }
        idle = 0;
        noteUnderWay();
    }

    /** @param weight of what was read ahead of answers: bytes and fields */
    void headEnded(int bytes, int fields) {
        if (unanswered > 0) {
            ahead.add(bytes, fields);
        }
        unanswered++;
        head = 0;
        idle = 0;
        body = all.round();
        noteUnderWay();
    }

    /** A request waits for all answers before it. */
    void hold() {
        waiting = true;
        head = 0;
        noteUnderWay();
    }

    boolean hasUnanswered() {
        return unanswered > 0;
    }

    void bodyEnded() {
        body = 0;
        if (unanswered == 0) {
            beginToWait();
        }
        noteUnderWay();
    }

    /** Whether one request is complete and waits for its answer, and nothing after it has come: then it holds no read buffer. */
    private void noteUnderWay() {
        boolean now = unanswered == 1 && body == 0 && head == 0 && !waiting && channel.isOpen();
        if (now != underWay) {
            underWay = now;
            all.underWay(ofPeer, now ? 1 : -1);
        }
    }

    void answered() {
        unanswered--;
        if (unanswered == 0) {
            ahead.clear();
            if (body == 0) {
                beginToWait();
            }
        }
        noteUnderWay();
        goOnLater();
    }

    private void beginToWait() {
        idle = all.round();
        turn = all.nextTurn();
    }

    /** HTTP/2, whose frames Vert.x bounds: only bytes are seen. */
    void bytesPassed() {
        hasStreams = true;
        head = 0;
        idle = all.round();
    }

    void writabilityChanged() {
        unread = channel.isWritable() ? 0 : all.round();
        goOnLater();
    }

    private void goOnLater() {
        if (waiting && goOn != null) {
            channel.eventLoop().execute(goOn);
        }
    }

    @Override
    public void closeIfOverdue(int now) {
        if (overdue(now) != null) {
            channel.eventLoop().execute(() -> {
                String reason = overdue(now);
                if (reason != null) {
                    close(reason);
                }
            });
        }
    }

    /** Whether it waits for a request, and none may be under way; called by any thread. */
    boolean waits() {
        return !hasStreams && unanswered == 0 && (head != 0 || idle != 0);
    }

    /** Orders those that wait: who has the lowest has waited longest. */
    long turn() {
        return turn;
    }

    /** It has carried events that were accepted. */
    void known() {
        known = true;
    }

    boolean isKnown() {
        return known;
    }

    /** Ends it for another, unless a request has come meanwhile. */
    void replace() {
        if (channel.eventLoop().inEventLoop()) {
            closeIfWaiting();
        } else {
            channel.eventLoop().execute(this::closeIfWaiting);
        }
    }

    private void closeIfWaiting() {
        if (waits()) {
            close("replaced");
        } else if (channel.isOpen()) {
            all.stays(this);
        }
    }

    /** @param reason as the metric of closed connections names it */
    void close(String reason) {
        if (channel.isOpen()) {
            all.noteClosed(reason);
            channel.close();
        }
    }

    private String overdue(int now) {
        if (isOver(head, now, limits.headRounds())) {
            return "late_head";
        }
        if (isOver(body, now, limits.bodyRounds())) {
            return "late_body";
        }
        if (isOver(unread, now, limits.idleRounds())) {
            return "unread";
        }
        return isOver(idle, now, limits.idleRounds()) ? "idle" : null;
    }

    private static boolean isOver(int began, int now, int rounds) {
        return began != 0 && now - began > rounds;
    }

    void closed() {
        ahead.clear();
        noteUnderWay();
    }
}

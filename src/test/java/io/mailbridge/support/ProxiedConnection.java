package io.mailbridge.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One connection through a {@link TcpProxy}. Each direction has a thread that reads and one that writes, so that a delay
 * does not reduce the throughput.
 */
final class ProxiedConnection {
    private static final int CHUNK_BYTES = 2048;
    private static final int CHUNKS_UNDER_WAY = 1024;
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<BlockingQueue<Chunk>> directions = new CopyOnWriteArrayList<>();
    private final Supplier<NetworkPace> pace;
    private final Consumer<ProxiedConnection> ended;
    private volatile boolean swallows;

    private record Chunk(byte[] bytes, long dueNanos) {}

    ProxiedConnection(Socket client, Supplier<NetworkPace> pace, Consumer<ProxiedConnection> ended) {
        this.pace = pace;
        this.ended = ended;
        sockets.add(client);
    }

    void forward(Socket server, Executor threads) throws IOException {
        Socket client = sockets.get(0);
        sockets.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        forward(client, server, threads);
        forward(server, client, threads);
    }

    private void forward(Socket from, Socket to, Executor threads) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(CHUNKS_UNDER_WAY);
        directions.add(underWay);
        threads.execute(() -> run(() -> read(from, underWay)));
        threads.execute(() -> run(() -> write(underWay, to)));
    }

    /** Loses all further bytes; the peers do not notice. */
    void swallow() {
        swallows = true;
    }

    boolean isBroken() {
        return swallows;
    }

    /** Both peers get a reset, whatever is under way. */
    void reset() {
        sockets.forEach(socket -> {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // closed already
            }
        });
        end();
    }

    private void end() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // nobody reads it any more
            }
        }
        for (BlockingQueue<Chunk> underWay : directions) {
            underWay.clear();
            underWay.add(END);
        }
        ended.accept(this);
    }

    private void read(Socket from, BlockingQueue<Chunk> underWay) throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[CHUNK_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            NetworkPace now = pace.get();
            now.pass(count);
            if (!swallows) {
                underWay.put(new Chunk(Arrays.copyOf(buffer, count), now.dueNanos()));
            }
        }
        underWay.put(END);
    }

    private void write(BlockingQueue<Chunk> underWay, Socket to) throws IOException, InterruptedException {
        for (Chunk chunk = underWay.take(); chunk != END; chunk = underWay.take()) {
            TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
            if (!swallows) {
                to.getOutputStream().write(chunk.bytes());
            }
        }
        end();
    }

    private void run(Direction direction) {
        try {
            direction.run();
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private interface Direction {
        void run() throws IOException, InterruptedException;
    }
}

package io.portrait.outage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An attacker with many connections. Each announces a large body and sends one byte of it from time to time. A connection that the
 * service closes is opened again.
 */
public final class SlowSenders implements AutoCloseable {

    private static final int ANNOUNCED_BYTES = 1_000_000;
    private static final int RESPONSE_BUFFER = 8_192;

    private final List<Attack> attacks;
    private final Duration interval;
    private final Thread thread = new Thread(this::run, "slow-senders");
    private volatile boolean stopped;
    private final AtomicLong opened = new AtomicLong();

    /**
     * One of the attacked requests.
     *
     * @param source the address of the attacker, such as one of 127.0.0.0/8
     * @param connections number of connections
     */
    public record Attack(String source, int port, String path, String key, int connections) {

        private String head() {
            String authorization = key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
            return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + authorization
                    + "Content-Length: " + ANNOUNCED_BYTES + "\r\n\r\n";
        }
    }

    private static final class Sender {

        private final Attack attack;
        private final SocketChannel channel;

        Sender(Attack attack) throws IOException {
            this.attack = attack;
            channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByName(attack.source()), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), attack.port()));
            channel.write(ByteBuffer.wrap(attack.head().getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
        }

        /** Sends one byte, whatever was answered; returns whether the connection is still open. */
        boolean send() {
            try {
                channel.write(ByteBuffer.wrap(new byte[] {' '}));
                return channel.read(ByteBuffer.allocate(RESPONSE_BUFFER)) >= 0;
            } catch (IOException _) {
                return false;
            }
        }
    }

    /**
     * Begins an attack.
     *
     * @param interval time between two bytes of a connection
     */
    public SlowSenders(List<Attack> attacks, Duration interval) {
        this.attacks = attacks;
        this.interval = interval;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        List<Sender> open = new ArrayList<>();
        try {
            while (!stopped) {
                open.removeIf(sender -> !sender.send() && close(sender));
                attacks.forEach(attack -> refill(open, attack));
                Thread.sleep(interval);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.forEach(SlowSenders::close);
        }
    }

    private void refill(List<Sender> open, Attack attack) {
        long present =
                open.stream().filter(sender -> sender.attack.equals(attack)).count();
        for (long i = present; i < attack.connections(); i++) {
            try {
                open.add(new Sender(attack));
                opened.incrementAndGet();
            } catch (IOException _) {
                return;
            }
        }
    }

    private static boolean close(Sender sender) {
        try {
            sender.channel.close();
        } catch (IOException _) {
            // it is closed anyway
        }
        return true;
    }

    /** The number of connections that were opened until now. */
    public long opened() {
        return opened.get();
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }

    /** Attacks for some seconds: {@code <port> <connections> <seconds> <source address>…}. */
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int connections = Integer.parseInt(arguments[1]);
        List<Attack> attacks = new ArrayList<>();
        int sources = arguments.length - 3;
        for (int i = 3; i < arguments.length; i++) {
            attacks.add(new Attack(arguments[i], port, "/v1/events", "dev-write", connections / sources / 2));
            attacks.add(
                    new Attack(arguments[i], port, "/v1/keys", "", connections / sources - connections / sources / 2));
        }
        try (SlowSenders senders = new SlowSenders(attacks, Duration.ofSeconds(4))) {
            Thread.sleep(Duration.ofSeconds(Integer.parseInt(arguments[2])));
            System.out.println("opened " + senders.opened() + " connections");
        }
    }
}

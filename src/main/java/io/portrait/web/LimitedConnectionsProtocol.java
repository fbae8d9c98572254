package io.portrait.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP protocol with two protections against slow clients. An address has a limited number of connections. When all
 * threads of the pool are busy, a request gets a virtual thread, so clients that keep their threads waiting do not stop the
 * others; the number of connections bounds the number of virtual threads. Tomcat creates it by its name.
 */
public final class LimitedConnectionsProtocol extends Http11NioProtocol {

    /** Creates the protocol without a limit. */
    public LimitedConnectionsProtocol() {
        super(new LimitedEndpoint());
    }

    /**
     * Limits the connections of each address.
     *
     * @param limit 0: no limit
     * @param unlimited a check whether an address has no limit
     */
    void limitConnections(int limit, Predicate<String> unlimited) {
        if (limit > 0 && getEndpoint() instanceof LimitedEndpoint endpoint) {
            endpoint.addresses = new AddressConnections(limit, unlimited);
        }
    }

    private static final class LimitedEndpoint extends NioEndpoint {

        private volatile AddressConnections addresses = new AddressConnections(Integer.MAX_VALUE, address -> true);

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            if (addresses.add(socket)) {
                return super.setSocketOptions(socket);
            }
            destroySocket(socket);
            return false;
        }

        @Override
        public Executor getExecutor() {
            Executor executor = super.getExecutor();
            return executor instanceof ThreadPoolExecutor pool ? task -> execute(pool, task) : executor;
        }

        private void execute(ThreadPoolExecutor pool, Runnable task) {
            if (pool.getSubmittedCount() < pool.getMaximumPoolSize()) {
                pool.execute(task);
            } else {
                Thread.ofVirtual().name("request").start(task);
            }
        }
    }

    /**
     * The open connections by address. Closed ones are removed when the address connects again, so that closing costs nothing.
     * It is used by the thread that accepts connections only.
     */
    static final class AddressConnections {

        private static final int MAX_ADDRESSES = 10_000;

        private final int limit;
        private final Predicate<String> unlimited;
        private final Map<InetAddress, Set<SocketChannel>> open = new HashMap<>();

        AddressConnections(int limit, Predicate<String> unlimited) {
            this.limit = limit;
            this.unlimited = unlimited;
        }

        /** Counts a connection; returns whether its address may have it. */
        boolean add(SocketChannel connection) {
            InetAddress address = addressOf(connection);
            if (address == null || unlimited.test(address.getHostAddress())) {
                return true;
            }
            removeClosed();
            Set<SocketChannel> others = open.computeIfAbsent(address, key -> new HashSet<>());
            if (others.size() >= limit) {
                others.removeIf(channel -> !channel.isOpen());
            }
            return others.size() < limit && others.add(connection);
        }

        private static @Nullable InetAddress addressOf(SocketChannel connection) {
            try {
                return connection.getRemoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
            } catch (IOException _) {
                return null;
            }
        }

        private void removeClosed() {
            if (open.size() >= MAX_ADDRESSES) {
                open.values().removeIf(channels -> channels.stream().noneMatch(SocketChannel::isOpen));
            }
        }
    }
}

package io.portrait.support;

import io.portrait.Portrait;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An instance of the service in this process, on a database and a clock that other instances may share. */
public final class ServiceInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private ServiceInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts an instance on a free port; it behaves as with the embedded database.
     *
     * @param properties such as {@code --portrait.release.epsilon=1}
     */
    public static ServiceInstance start(JdbcConnectionDetails database, ManualClock clock, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("--server.port=0");
        // without rate limits, because an attacker may have many keys
        arguments.add("--portrait.access.rates.partner=0");
        arguments.add("--portrait.access.rates.public=0");
        return new ServiceInstance(new SpringApplicationBuilder(Portrait.class, ApiClient.class)
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(JdbcConnectionDetails.class, () -> database);
                    context.registerBean(ManualClock.class, () -> clock);
                })
                .run(arguments.toArray(String[]::new)));
    }

    /** A client of this instance. */
    public ApiClient api() {
        return bean(ApiClient.class);
    }

    /** The port of this instance. */
    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** A bean of this instance. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

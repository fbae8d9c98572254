package io.portrait.support;

import io.portrait.Portrait;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service in this process, on a database and a clock that other instances may share. */
public final class ServiceInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private ServiceInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts on a port of its own; the service behaves as with the embedded database.
     *
     * @param properties such as {@code --portrait.release.epsilon=1}
     */
    public static ServiceInstance start(JdbcConnectionDetails database, ManualClock clock, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("--server.port=0");
        // an attacker has many keys
        arguments.add("--portrait.access.rates.partner=0");
        arguments.add("--portrait.access.rates.public=0");
        return new ServiceInstance(new SpringApplicationBuilder(Portrait.class, ApiClient.class)
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(JdbcConnectionDetails.class, () -> database);
                    context.registerBean(ManualClock.class, () -> clock);
                })
                .run(arguments.toArray(String[]::new)));
    }

    /** As its clients see it. */
    public ApiClient api() {
        return bean(ApiClient.class);
    }

    /** A part of it. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}

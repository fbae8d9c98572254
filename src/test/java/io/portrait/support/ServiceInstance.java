package io.portrait.support;

import io.portrait.Portrait;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.config.ScheduledTaskHolder;

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
        return start(database, context -> context.registerBean(ManualClock.class, () -> clock), properties);
    }

    /** Starts an instance whose own clock checks a system clock that the test can set. */
    public static ServiceInstance startWithSystemClock(
            JdbcConnectionDetails database, InstantSource systemClock, String... properties) {
        return start(
                database,
                context -> context.registerBean("systemClock", InstantSource.class, () -> systemClock),
                properties);
    }

    private static ServiceInstance start(
            JdbcConnectionDetails database, Consumer<GenericApplicationContext> beans, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(properties));
        arguments.add("--server.port=0");
        // without rate limits, because an attacker may have many keys
        arguments.add("--portrait.access.rates.partner=0");
        arguments.add("--portrait.access.rates.public=0");
        return new ServiceInstance(new SpringApplicationBuilder(Portrait.class, ApiClient.class)
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean(JdbcConnectionDetails.class, () -> database);
                    beans.accept(context);
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

    /** Executes every scheduled job once, as if its interval had passed. */
    public void runScheduledJobs() {
        context.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                .flatMap(holder -> holder.getScheduledTasks().stream())
                .forEach(scheduled -> scheduled.getTask().getRunnable().run());
    }

    /** A bean of this instance by name, where several have the type. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }
}

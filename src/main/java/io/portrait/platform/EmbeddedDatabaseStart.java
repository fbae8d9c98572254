package io.portrait.platform;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The start of the embedded PostgreSQL on a thread of its own, at the same time as the creation of the beans that need no
 * database. It begins when the bean definitions are known, because an external database may be one of them.
 */
final class EmbeddedDatabaseStart implements BeanFactoryPostProcessor, DisposableBean {

    private static final String PREFIX = "portrait.database";

    private final Environment environment;
    private CompletableFuture<EmbeddedDatabase> database =
            CompletableFuture.failedFuture(new IllegalStateException("the start has not begun"));

    EmbeddedDatabaseStart(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        EmbeddedDatabaseProperties properties =
                Binder.get(environment).bindOrCreate(PREFIX, EmbeddedDatabaseProperties.class);
        database = CompletableFuture.supplyAsync(
                () -> EmbeddedDatabase.start(properties),
                command -> Thread.ofPlatform().daemon().name("postgres-start").start(command));
    }

    /** Waits for the database, or throws what its start has thrown. */
    EmbeddedDatabase await() {
        try {
            return database.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Stops the database, also if no bean has waited for it because the start of the service failed earlier. */
    @Override
    public void destroy() throws IOException {
        if (!database.isCompletedExceptionally()) {
            database.join().close();
        }
    }
}

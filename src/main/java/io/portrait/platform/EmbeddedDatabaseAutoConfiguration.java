package io.portrait.platform;

import io.portrait.kernel.StorageCapacity;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** The embedded PostgreSQL, if no external database is configured. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(OnMissingDataSourceUrl.class)
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(EmbeddedDatabaseProperties.class)
class EmbeddedDatabaseAutoConfiguration {

    @Bean
    static EmbeddedDatabaseStart embeddedDatabaseStart(Environment environment) {
        return new EmbeddedDatabaseStart(environment);
    }

    @Bean(destroyMethod = "") // EmbeddedDatabaseStart stops it
    EmbeddedDatabase embeddedDatabase(EmbeddedDatabaseStart start) {
        return start.await();
    }

    @Bean
    JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
        return new EmbeddedConnection(database.connection());
    }

    /** Depends on the database, because that creates the directory. */
    @Bean
    StorageCapacity embeddedDatabaseStorage(EmbeddedDatabase database, EmbeddedDatabaseProperties properties) {
        return new DiskSpaceGuard(database.dataDirectory(), properties.minFreeSpace());
    }

    private record EmbeddedConnection(EmbeddedDatabase.ServerConnection connection) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return connection.url();
        }

        @Override
        public String getUsername() {
            return connection.role();
        }

        @Override
        public String getPassword() {
            return connection.password();
        }
    }
}

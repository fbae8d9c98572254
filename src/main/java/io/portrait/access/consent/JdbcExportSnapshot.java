package io.portrait.access.consent;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The read-only snapshot of the database in which an export reads. Its connections are a pool of their own, because an export
 * takes long and other requests must not wait for it. The pool has no connection while there is no export.
 */
@Component
class JdbcExportSnapshot implements DisposableBean {

    private static final long IDLE_TIMEOUT_MILLIS = 10_000;

    private final DataSource database;
    private final int maxConnections;
    private volatile @Nullable HikariDataSource pool;

    JdbcExportSnapshot(DataSource database, ExportProperties properties) {
        this.database = database;
        this.maxConnections = properties.concurrent();
    }

    /** Runs a task whose statements all read the same snapshot. The task must not begin a transaction. */
    void run(Runnable task) {
        try (Connection connection = pool().getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            run(task, connection);
            connection.commit();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("an export has no connection", e);
        }
    }

    /** Runs a task with a connection in place of those of the shared pool. */
    private void run(Runnable task, Connection connection) {
        TransactionSynchronizationManager.bindResource(database, new ConnectionHolder(connection));
        try {
            task.run();
        } finally {
            TransactionSynchronizationManager.unbindResource(database);
        }
    }

    private HikariDataSource pool() throws SQLException {
        HikariDataSource current = pool;
        return current == null ? createPool() : current;
    }

    private synchronized HikariDataSource createPool() throws SQLException {
        HikariDataSource created = pool;
        if (created == null) {
            HikariConfig settings = new HikariConfig();
            database.unwrap(HikariDataSource.class).copyStateTo(settings);
            settings.setPoolName("portrait-exports");
            settings.setMinimumIdle(0);
            settings.setMaximumPoolSize(maxConnections);
            settings.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
            settings.setMetricsTrackerFactory(null);
            created = new HikariDataSource(settings);
            pool = created;
        }
        return created;
    }

    @Override
    public synchronized void destroy() {
        HikariDataSource current = pool;
        if (current != null) {
            current.close();
        }
    }
}

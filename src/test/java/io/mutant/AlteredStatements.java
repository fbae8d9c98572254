package io.mutant;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A post-processor that wraps the connection pool and alters the statements of its users. */
final class AlteredStatements implements BeanPostProcessor {

    private final DisabledSafeguard disabledSafeguard;
    private final Set<String> printed = ConcurrentHashMap.newKeySet();

    AlteredStatements(DisabledSafeguard disabledSafeguard) {
        this.disabledSafeguard = disabledSafeguard;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new AlteredDataSource(pool) : bean;
    }

    private final class AlteredDataSource extends DelegatingDataSource {

        AlteredDataSource(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return wrap(Connection.class, super.getConnection());
        }
    }

    private <T> T wrap(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (InvocationHandler)
                (proxy, method, arguments) -> {
                    @Nullable Object answer = invoke(target, method, arguments);
                    return answer instanceof Statement statement
                                    && method.getName().equals("createStatement")
                            ? wrap(Statement.class, statement)
                            : answer;
                }));
    }

    private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            arguments[0] = alter(sql);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private String alter(String sql) {
        String altered = disabledSafeguard.alter(sql);
        if (!altered.equals(sql) && printed.add(sql)) {
            System.out.println("Altered: " + altered.strip().replaceAll("\\s+", " "));
        }
        return altered;
    }
}

package io.careless;

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

/** Puts itself between the pool and all who use it, and changes their statements. */
final class SpoiledStatements implements BeanPostProcessor {

    private final Carelessness carelessness;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    SpoiledStatements(Carelessness carelessness) {
        this.carelessness = carelessness;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool ? new SpoiledDataSource(pool) : bean;
    }

    private final class SpoiledDataSource extends DelegatingDataSource {

        SpoiledDataSource(DataSource pool) {
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
            arguments[0] = spoil(sql);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private String spoil(String sql) {
        String spoiled = carelessness.spoil(sql);
        if (!spoiled.equals(sql) && told.add(sql)) {
            System.out.println("Careless: " + spoiled.strip().replaceAll("\\s+", " "));
        }
        return spoiled;
    }
}

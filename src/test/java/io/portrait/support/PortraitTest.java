package io.portrait.support;

import io.portrait.Portrait;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A test of the whole service over HTTP on a real database; tests with the same annotations share one service. */
@Tag("service")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Portrait.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"portrait.models.relearning-interval=0s", "portrait.search.relearning-interval=0s"})
@Import({TestDatabaseConfiguration.class, ApiClient.class})
public @interface PortraitTest {}

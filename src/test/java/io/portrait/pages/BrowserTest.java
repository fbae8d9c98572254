package io.portrait.pages;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.support.PortraitTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.test.context.TestPropertySource;

/**
 * A test of pages in a browser. These tests share a service that no other test uses, so they run beside the other tests, one
 * after the other.
 */
@Tag("browser")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@PortraitTest
@TestPropertySource(properties = "test.service=browser")
@Execution(CONCURRENT)
@ResourceLock("browser")
@interface BrowserTest {}

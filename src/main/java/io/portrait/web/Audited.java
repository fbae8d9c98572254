package io.portrait.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mark of a route that reads personal data without a person in its path: exact profiles or decisions of persons in the body,
 * or of many persons. Its requests are audited; the route may add the person or a detail, see {@link AuditFilter}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Audited {}

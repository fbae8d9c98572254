package io.portrait.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route whose callers may put their key into the body: it asks {@link BodyKeyAuthentication} itself, when it has read that. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface KeyInBody {}

package io.portrait.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a route whose callers may send their key in the body. The route itself calls {@link BodyKeyAuthentication}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface KeyInBody {}

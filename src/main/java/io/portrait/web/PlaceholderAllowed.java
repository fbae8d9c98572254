package io.portrait.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The mark of a route that answers a placeholder id like an unknown person, because a shop must be able to show a page. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface PlaceholderAllowed {}

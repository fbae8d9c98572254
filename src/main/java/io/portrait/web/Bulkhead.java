package io.portrait.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The class of a route whose requests have a limited number of places, so that they leave resources to other routes. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Bulkhead {
    /** The class of the requests. */
    RequestClass value();
}

package io.portrait.web;

import io.portrait.kernel.KeyRole;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The roles of keys that a route accepts. A route without this annotation accepts none. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AllowedRoles {

    KeyRole[] value();
}

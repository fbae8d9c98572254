package io.wrong.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller whose route declares no roles. */
@RestController
public class OpenController {

    /** A route without {@code @AllowedRoles}. */
    @GetMapping("/hello")
    public String hello() {
        return "hello";
    }
}

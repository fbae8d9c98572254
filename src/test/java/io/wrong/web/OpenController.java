package io.wrong.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes any key. */
@RestController
public class OpenController {

    /** A route without a word on who may take it. */
    @GetMapping("/hello")
    public String hello() {
        return "hello";
    }
}

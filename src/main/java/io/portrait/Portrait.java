package io.portrait;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: one process, one way for every event, one row for every user. */
@SpringBootApplication
public class Portrait {

    public static void main(String[] args) {
        SpringApplication.run(Portrait.class, args);
    }
}

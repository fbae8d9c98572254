package io.portrait;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service: one process, one way for every event, one row for every user. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Portrait {

    public static void main(String[] args) {
        SpringApplication.run(Portrait.class, args);
    }
}

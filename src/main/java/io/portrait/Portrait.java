package io.portrait;

import io.portrait.evaluation.EvaluationCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service: one process, one way for every event, one row for every user. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Portrait {

    /** Runs the service; with {@code --evaluate=<task>} an evaluation instead. */
    public static void main(String[] args) {
        if (EvaluationCommand.isRequested(args)) {
            System.exit(EvaluationCommand.run(System.out, System.err, args));
        }
        SpringApplication.run(Portrait.class, args);
    }
}

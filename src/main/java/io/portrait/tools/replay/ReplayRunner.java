package io.portrait.tools.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The option {@code --replay=<file>}: it replays a whole file at its original times. {@code --replay-exit} stops the service
 * afterwards.
 */
@Component
class ReplayRunner implements ApplicationRunner {

    private final Replayer replayer;
    private final ConfigurableApplicationContext context;

    ReplayRunner(Replayer replayer, ConfigurableApplicationContext context) {
        this.replayer = replayer;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
        List<String> files = arguments.getOptionValues("replay");
        if (files != null) {
            for (String file : files) {
                replay(Path.of(file));
            }
        }
        if (arguments.containsOption("replay-exit")) {
            context.close();
        }
    }

    private void replay(Path file) throws IOException, InterruptedException {
        try (RetailLineReader lines = RetailLineReader.open(file)) {
            replayer.replay("Replay of " + file.getFileName(), lines, Duration.ZERO);
        }
    }
}

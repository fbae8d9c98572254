package io.mutant;

import io.portrait.Portrait;
import org.springframework.boot.SpringApplication;

/** The service without the safeguard that the system property {@code disabledSafeguard} names. */
public final class PortraitWithoutSafeguard {

    private PortraitWithoutSafeguard() {}

    public static void main(String[] args) {
        DisabledSafeguard disabledSafeguard = DisabledSafeguard.valueOf(System.getProperty("disabledSafeguard"));
        SpringApplication service = new SpringApplication(Portrait.class);
        service.addInitializers(
                context -> context.getBeanFactory().addBeanPostProcessor(new AlteredStatements(disabledSafeguard)));
        service.run(args);
    }
}

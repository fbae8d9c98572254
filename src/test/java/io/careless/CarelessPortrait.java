package io.careless;

import io.portrait.Portrait;
import org.springframework.boot.SpringApplication;

/** The service without the safeguard named by the system property {@code carelessness}. */
public final class CarelessPortrait {

    private CarelessPortrait() {}

    public static void main(String[] args) {
        Carelessness carelessness = Carelessness.valueOf(System.getProperty("carelessness"));
        SpringApplication service = new SpringApplication(Portrait.class);
        service.addInitializers(
                context -> context.getBeanFactory().addBeanPostProcessor(new SpoiledStatements(carelessness)));
        service.run(args);
    }
}
